package dev.visor.result;

import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of {@code training.csv}: a figure of one epoch of one training.
 *
 * @param defense that the recognizer was trained under
 * @param model what was trained
 * @param epoch from 0, the network as it came
 * @param figure {@code training_loss}, {@code validation_loss}, {@code validation_accuracy}, or a word of the defense's own
 * @param value finite
 */
public record TrainingCurve(String defense, String model, long seed, int epoch, String figure, double value) {

    static final String FILE = "training.csv";
    static final List<String> COLUMNS = List.of("defense", "model", "seed", "epoch", "figure", "value");

    private static final int PLACES = 6;

    /** Rounds to what the record keeps. */
    public TrainingCurve {
        value = Decimals.rounded(value, PLACES);
    }

    static void write(Path directory, List<TrainingCurve> curves) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, curves.stream().map(TrainingCurve::row));
    }

    static List<TrainingCurve> read(Path directory) {
        return RecordFile.TRAINING
                .table(directory)
                .read(row -> new TrainingCurve(
                        row.name("defense"),
                        row.name("model"),
                        row.number("seed"),
                        row.wholeCount("epoch"),
                        row.name("figure"),
                        row.decimal("value")));
    }

    private List<String> row() {
        return List.of(
                CsvWriter.name(defense),
                CsvWriter.name(model),
                Long.toString(seed),
                Integer.toString(epoch),
                CsvWriter.name(figure),
                Decimals.places(value, PLACES));
    }
}
