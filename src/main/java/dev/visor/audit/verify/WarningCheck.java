package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.core.InputError;
import dev.visor.core.measure.MetricValue;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.ExpectedWarning;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.result.RecordFile;
import java.util.List;

/** The warnings of {@code run.json}, raised anew from the record; those of the machine are checked for a known code only. */
final class WarningCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        if (evidence.cells().isEmpty()
                || evidence.trials().isEmpty()
                || evidence.metrics().isEmpty()) {
            // What cannot be read has been named.
            return;
        }
        List<MetricValue> metrics;
        try {
            metrics = evidence.record().metrics();
        } catch (InputError e) {
            findings.mismatch(RecordFile.METRICS.word(), "%s", e.getMessage());
            return;
        }
        JudgedTrials trials = new JudgedTrials();
        evidence.trials()
                .orElseThrow()
                .values()
                .forEach(lines -> trials.add(lines.stream().map(Line::trial).toList(), evidence.thresholds(lines)));
        List<ExpectedWarning> expected =
                Diagnosis.expected(evidence.info(), evidence.cells().orElseThrow(), trials, metrics);
        WarningComparison comparison = new WarningComparison(evidence.info(), expected, findings);
        comparison.compare();
        findings.recomputed(
                "warnings", expected.stream().filter(comparison::owed).count());
    }
}
