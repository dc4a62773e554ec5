package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.InversionPlan;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.result.RecordFile;
import dev.visor.result.entry.Counts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The counts of {@code run.json} against the rows that they count; of a run that inverts, also against its plan. */
final class CountCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        Counts counts = evidence.info().counts();
        evidence.trials().ifPresent(trials -> {
            Map<String, Long> outcomes = trials.values().stream()
                    .flatMap(Collection::stream)
                    .map(line -> line.trial().outcome())
                    .collect(Collectors.groupingBy(Outcome::word, Collectors.counting()));
            long rows = outcomes.values().stream().mapToLong(n -> n).sum();
            compare("planned", counts.planned(), rows, findings);
            compare("compared", counts.compared(), outcomes.getOrDefault("compared", 0L), findings);
            compare("no_face", counts.noFace(), outcomes.getOrDefault("no_face", 0L), findings);
            compare("unreadable", counts.unreadable(), outcomes.getOrDefault("unreadable", 0L), findings);
            compare("failed", counts.failed(), outcomes.getOrDefault("failed", 0L), findings);
            findings.recomputed("trials", rows);
            if (evidence.plan().inverts()) {
                planned(new InversionPlan(evidence.info()), trials, counts, findings);
            }
        });
    }

    /**
     * Checks the numbers of trials against the plan: what nobody was asked about is missed by nobody else, as it is in
     * no judge's rows, and in no count of rows.
     */
    private static void planned(InversionPlan plan, Map<Cell, List<Line>> trials, Counts counts, Findings findings) {
        long all = 0;
        for (Cell cell : plan.cells()) {
            OptionalLong expected = plan.trials(cell);
            if (expected.isEmpty()) {
                return;
            }
            all += expected.getAsLong();
            int rows = trials.getOrDefault(cell, List.of()).size();
            if (rows != expected.getAsLong()) {
                findings.mismatch(
                        RecordFile.TRIALS.word(),
                        "%s has %d trials, expected %d by the plan of run.json",
                        cell.id(),
                        rows,
                        expected.getAsLong());
            }
        }
        if (counts.planned() != all) {
            findings.mismatchOf(
                    "counts.planned", "%d, expected %d by suite.settings and protocol", counts.planned(), all);
        }
    }

    private static void compare(String key, long recorded, long rows, Findings findings) {
        if (recorded != rows) {
            findings.mismatchOf("counts." + key, "%d, expected %d by the rows of trials.csv", recorded, rows);
        }
    }
}
