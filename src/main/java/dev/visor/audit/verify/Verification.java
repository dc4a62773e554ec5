package dev.visor.audit.verify;

import dev.visor.core.InputError;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.List;

/**
 * Checks that a record follows from itself: every number from the trials, photos and timings, every threshold from its impostors,
 * every cell from the plan, every warning from all of them. Needs no model, no photo and no GPU.
 */
public final class Verification {

    private static final List<Check> INVERSION = List.of(
            new FolderCheck(),
            new FileCheck(),
            new EntryCheck(),
            new CountCheck(),
            new ThresholdCheck(),
            new ProtocolCheck(),
            new InversionCheck(),
            new MetricCheck(),
            new WarningCheck());

    private static final List<Check> RECOGNITION = List.of(
            new FolderCheck(),
            new FileCheck(),
            new PlanCheck(),
            new EntryCheck(),
            new CountCheck(),
            new ThresholdCheck(),
            new ProtocolCheck(),
            new TrialCheck(),
            new PhotoCheck(),
            new FurtherRowsCheck(),
            new MetricCheck(),
            new WarningCheck(),
            new SliceCheck());

    private Verification() {}

    /** @throws InputError if the folder is no record at all, or one of another format */
    public static Audit of(RunRecord record) {
        return of(record, Metrics.registry());
    }

    /**
     * Checks a record by the metrics of a registry; those that are younger than the record are not expected of it.
     *
     * @throws InputError if the folder is no record at all, or one of another format
     */
    public static Audit of(RunRecord record, MetricRegistry registry) {
        RunInfo info = record.info();
        Findings findings = new Findings();
        if (info.status() != RunInfo.Status.COMPLETED) {
            findings.mismatchOf(
                    "status",
                    "\"%s\", expected \"completed\": only a whole run can be verified",
                    info.status().word());
            return findings.audit();
        }
        Evidence evidence = Evidence.of(record, info, registry.upTo(info.edition()), findings);
        List<Check> checks = evidence.plan().inverts() ? INVERSION : RECOGNITION;
        checks.forEach(check -> check.of(evidence, findings));
        return findings.audit();
    }
}
