package dev.visor.audit.verify;

import dev.visor.core.Outcome;
import dev.visor.result.RunInfo;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The counts of {@code run.json} against the rows that they count. */
final class CountCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        RunInfo.Counts counts = evidence.info().counts();
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
        });
    }

    private static void compare(String key, long recorded, long rows, Findings findings) {
        if (recorded != rows) {
            findings.mismatchOf("counts." + key, "%d, expected %d by the rows of trials.csv", recorded, rows);
        }
    }
}
