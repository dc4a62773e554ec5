package dev.visor.result.entry;

import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of {@code learning.csv}: a figure of one epoch in which a defense learned a perturbation for a person.
 *
 * @param surrogates ids
 * @param split in which it was learned, from 1
 * @param subject the person; {@code -} where one perturbation is for everybody
 * @param epoch from 1
 * @param figure {@code angle}, {@code cosine}, {@code squared_difference}, {@code dssim}, {@code one_minus_ssim}, or a word of a defense's own
 * @param value finite
 */
public record LearningFigure(
        String defense,
        List<String> surrogates,
        String dataset,
        long seed,
        int split,
        String subject,
        int epoch,
        String figure,
        double value) {

    public static final String FILE = "learning.csv";
    public static final List<String> COLUMNS =
            List.of("defense", "surrogates", "dataset", "seed", "split", "subject", "epoch", "figure", "value");

    private static final int PLACES = 6;

    /** Rounds to what the record keeps. */
    public LearningFigure {
        surrogates = List.copyOf(surrogates);
        value = Decimals.rounded(value, PLACES);
    }

    /** Writes the file into a record's folder. */
    public static void write(Path directory, List<LearningFigure> figures) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, figures.stream().map(LearningFigure::row));
    }

    private List<String> row() {
        return List.of(
                CsvWriter.name(defense),
                surrogates.isEmpty() ? CsvWriter.NOT_APPLICABLE : String.join("+", surrogates),
                CsvWriter.name(dataset),
                Long.toString(seed),
                Integer.toString(split),
                CsvWriter.name(subject),
                Integer.toString(epoch),
                CsvWriter.name(figure),
                Decimals.places(value, PLACES));
    }

    /** Reads a row. */
    public static LearningFigure of(CsvRow row) {
        return new LearningFigure(
                row.name("defense"),
                row.optional("surrogates").map(ids -> List.of(ids.split("\\+"))).orElse(List.of()),
                row.name("dataset"),
                row.number("seed"),
                row.wholeCount("split"),
                row.text("subject"),
                row.wholeCount("epoch"),
                row.name("figure"),
                row.decimal("value"));
    }
}
