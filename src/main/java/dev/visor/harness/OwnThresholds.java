package dev.visor.harness;

import dev.visor.core.Cell;
import dev.visor.core.Trial;
import dev.visor.service.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Comparisons as services themselves judge them: each score at the thresholds that came in the same answer, and at no other.
 *
 * <p>{@code scores.csv} holds every score raw, {@code own_thresholds.csv} the share that each service accepts at each FAR that it
 * claims. What it claims was found on people whom nobody else knows; calibrated thresholds stand in {@code run.json}.
 */
final class OwnThresholds {

    static final String SCORES = "scores.csv";
    static final String SHARES = "own_thresholds.csv";

    private final List<String> scores = new ArrayList<>();
    private final Map<String, long[]> shares = new TreeMap<>();

    /** A score; nothing to add if the service gave none. */
    void add(Trial.Verification trial, Score score) {
        if (score.raw().isEmpty()) {
            return;
        }
        double raw = score.raw().getAsDouble();
        Cell cell = trial.cell();
        String question = String.join(
                ",",
                cell.victim(),
                cell.defense(),
                cell.surrogatesWord(),
                Long.toString(cell.seed()),
                trial.pairing().word(),
                trial.label().word());
        String thresholds = score.thresholds().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        scores.add(String.join(
                ",",
                question,
                trial.probe().value(),
                trial.mate().value(),
                Double.toString(raw),
                score.scale().word(),
                thresholds.isEmpty() ? "-" : thresholds,
                score.model().isEmpty() ? "-" : score.model()));
        score.thresholds().forEach((far, threshold) -> {
            long[] counts = shares.computeIfAbsent(question + "," + far, key -> new long[2]);
            counts[0] += score.scale().similarity(raw) >= score.scale().similarity(threshold) ? 1 : 0;
            counts[1]++;
        });
    }

    /** Writes both files; none if no service scored anything. */
    void write(Path record) {
        if (scores.isEmpty()) {
            return;
        }
        List<String> rows = new ArrayList<>();
        shares.forEach((question, counts) -> rows.add(String.format(
                Locale.ROOT, "%s,%d,%d,%.6f", question, counts[1], counts[0], counts[0] / (double) counts[1])));
        write(
                record.resolve(SCORES),
                "service,defense,surrogates,seed,pairing,label,probe,mate,raw,scale,thresholds,model",
                scores);
        write(
                record.resolve(SHARES),
                "service,defense,surrogates,seed,pairing,label,claimed_far,n,accepted,share",
                rows);
    }

    private static void write(Path file, String header, List<String> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(header);
        lines.addAll(rows);
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
