package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.diagnosis.WarningCode;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.result.Impostors;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The description of one run from those of its shards: counts and ledgers are added up, warnings of the measurement raised anew from the
 * whole; the environment is the first shard's.
 */
final class MergedInfo {

    private final RunRecord run;
    private final List<RunInfo> infos;
    private final MergedCells cells;
    private final double difference;

    /**
     * @param run whose tables are merged
     * @param infos of the shards, in their order
     * @param difference the largest between impostors of two shards
     */
    MergedInfo(RunRecord run, List<RunInfo> infos, MergedCells cells, double difference) {
        this.run = run;
        this.infos = infos;
        this.cells = cells;
        this.difference = difference;
    }

    /** Describes the run, by what its merged tables hold. */
    RunInfo info() {
        RunInfo first = infos.get(0);
        Instant started = infos.stream()
                .map(RunInfo::started)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant finished = infos.stream()
                .flatMap(info -> info.finished().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        RunInfo merged = first.withSettings(first.suite().settings().withShard(Settings.WHOLE))
                .withStarted(started)
                .ended(Status.COMPLETED, finished, thresholds(), counts(), ledgers(), List.of());
        return merged.withWarnings(warnings(merged));
    }

    /**
     * Returns the thresholds of all that were calibrated, in that order; those of one judge are equal in all shards
     * that had its impostors.
     */
    private List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> all = new ArrayList<>();
        for (Impostors impostors : run.calibration()) {
            Set<List<ThresholdEntry>> told = new LinkedHashSet<>();
            infos.forEach(info -> told.add(info.thresholds().stream()
                    .filter(entry -> entry.recognizer().equals(impostors.recognizer())
                            && entry.id().endsWith("-" + impostors.calibration()))
                    .toList()));
            told.remove(List.<ThresholdEntry>of());
            if (told.size() > 1) {
                throw new InputError("the shards have different thresholds of %s: merge the shards of one run"
                        .formatted(impostors.recognizer()));
            }
            told.forEach(all::addAll);
        }
        return all;
    }

    /** One from each shard in turn for each seed: the order of the plan. */
    private List<Ledger> ledgers() {
        List<Ledger> all = new ArrayList<>();
        int seeds = infos.get(0).seeds().size();
        for (int seed = 0; seed < seeds; seed++) {
            int rounds = infos.get(0).ledgers().size() / seeds;
            for (int round = 0; round < rounds; round++) {
                for (RunInfo info : infos) {
                    int each = info.ledgers().size() / seeds;
                    if (round < each) {
                        all.add(info.ledgers().get(seed * each + round));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private Counts counts() {
        return new Counts(
                sum(Counts::planned),
                sum(Counts::compared),
                sum(Counts::noFace),
                sum(Counts::unreadable),
                sum(Counts::failed),
                sum(Counts::masksComputed),
                sum(Counts::masksReused),
                sum(Counts::embeddingsComputed),
                sum(Counts::embeddingsReused),
                sum(Counts::trainingsComputed),
                sum(Counts::trainingsReused),
                sum(Counts::inversionsComputed),
                sum(Counts::inversionsReused),
                infos.stream()
                        .mapToLong(info -> info.counts().peakMemoryMib())
                        .max()
                        .orElse(0));
    }

    private long sum(ToLongFunction<Counts> count) {
        return infos.stream().map(RunInfo::counts).mapToLong(count).sum();
    }

    /** Raises anew the warnings that follow from the merged tables, with what the machines of the shards found. */
    private List<Warning> warnings(RunInfo merged) {
        JudgedTrials trials = new JudgedTrials();
        cells.forEach(run.calibration(), trials::add);
        Set<Warning> warnings = new LinkedHashSet<>(Diagnosis.ofPlan(merged, run.cells()));
        infos.forEach(info -> info.warnings().stream()
                .filter(warning -> Diagnosis.staysWithTheMachine(merged, warning))
                .forEach(warnings::add));
        if (!infos.get(0).inverts()) {
            warnings.addAll(FoundPhotoWarnings.missed(merged.counts(), Map.of()));
        }
        severalMachines().ifPresent(warnings::add);
        warnings.addAll(Diagnosis.ofMeasurement(merged, trials, run.metrics()));
        Diagnosis.unanswered(merged, trials, service -> false).ifPresent(warnings::add);
        return List.copyOf(warnings);
    }

    private Optional<Warning> severalMachines() {
        long machines = infos.stream().map(RunInfo::environment).distinct().count();
        return machines == 1
                ? Optional.empty()
                : Optional.of(WarningCode.SEVERAL_MACHINES.says(String.format(
                        Locale.ROOT,
                        "the %d shards ran on %d kinds of machine: speeds are no comparison, and %s may differ by %s%s",
                        infos.size(),
                        machines,
                        infos.get(0).inverts() ? "what was trained" : "masks",
                        infos.get(0).inverts() ? "more than rounding" : "a few pixels",
                        difference > 0
                                ? String.format(
                                        Locale.ROOT,
                                        "; similarities of impostors differ by %.0e at most, and no trial is judged otherwise for it",
                                        difference)
                                : "")));
    }
}
