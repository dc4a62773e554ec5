package dev.visor.result;

import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.measure.ScoreScale;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A row of {@code scores.csv}: how alike a service found two photos, raw, with the thresholds that came in the same answer. They
 * belong to that score and to no other.
 *
 * @param cell the trial's, as {@code trials.csv} calls it
 * @param raw on the scale
 * @param thresholds on the scale, by the FAR that the service claims, in its own words; empty if it tells none
 * @param version of the service that answered, empty if it tells none
 */
public record ServiceScore(
        String cell,
        Pairing pairing,
        Label label,
        PhotoId probe,
        PhotoId mate,
        double raw,
        ScoreScale scale,
        SortedMap<String, Double> thresholds,
        String version) {

    static final String FILE = "scores.csv";
    static final List<String> COLUMNS =
            List.of("cell", "pairing", "label", "probe", "mate", "raw", "scale", "thresholds", "version");

    public ServiceScore {
        thresholds = Collections.unmodifiableSortedMap(new TreeMap<>(thresholds));
    }

    /** The score of a trial. */
    public static ServiceScore of(
            Verification trial, double raw, ScoreScale scale, SortedMap<String, Double> thresholds, String version) {
        return new ServiceScore(
                Cells.shortId(trial.cell()),
                trial.pairing(),
                trial.label(),
                trial.probe(),
                trial.mate(),
                raw,
                scale,
                thresholds,
                version);
    }

    /** Whether the service itself takes the two for one person, by the FAR that it claims. */
    public SortedMap<String, Boolean> accepted() {
        SortedMap<String, Boolean> accepted = new TreeMap<>();
        thresholds.forEach((far, threshold) -> accepted.put(far, scale.similarity(raw) >= scale.similarity(threshold)));
        return accepted;
    }

    /** The trial that it belongs to, by a word. */
    public String question() {
        return question(cell, pairing, label, probe, mate);
    }

    /** The word of a trial's score. */
    public static String question(Verification trial) {
        return question(Cells.shortId(trial.cell()), trial.pairing(), trial.label(), trial.probe(), trial.mate());
    }

    private static String question(String cell, Pairing pairing, Label label, PhotoId probe, PhotoId mate) {
        return String.join("|", cell, pairing.word(), label.word(), probe.value(), mate.value());
    }

    static void write(Path directory, List<ServiceScore> scores) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, scores.stream().map(ServiceScore::row));
    }

    static List<ServiceScore> read(Path directory) {
        return RecordFile.SCORES
                .table(directory)
                .read(row -> new ServiceScore(
                        row.text("cell"),
                        row.word("pairing", Pairing.class, Pairing::word),
                        row.word("label", Label.class, Label::word),
                        new PhotoId(row.text("probe")),
                        new PhotoId(row.text("mate")),
                        row.decimal("raw"),
                        row.word("scale", ScoreScale.class, ScoreScale::word),
                        row.has("thresholds")
                                ? row.parsed("thresholds", "far=threshold pairs", ServiceScore::thresholds)
                                : new TreeMap<>(),
                        row.optional("version").orElse("")));
    }

    private List<String> row() {
        String words = thresholds.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return List.of(
                CsvWriter.name(cell),
                pairing.word(),
                label.word(),
                CsvWriter.name(probe.value()),
                CsvWriter.name(mate.value()),
                Double.toString(raw),
                scale.word(),
                words.isEmpty() ? CsvWriter.NOT_APPLICABLE : CsvWriter.name(words),
                version.isEmpty() ? CsvWriter.NOT_APPLICABLE : CsvWriter.name(version));
    }

    private static SortedMap<String, Double> thresholds(String words) {
        SortedMap<String, Double> thresholds = new TreeMap<>();
        for (String word : words.split(" ")) {
            int equals = word.lastIndexOf('=');
            thresholds.put(word.substring(0, Math.max(0, equals)), Double.valueOf(word.substring(equals + 1)));
        }
        return thresholds;
    }
}
