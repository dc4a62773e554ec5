package dev.visor.result;

import dev.visor.core.CountedByValue;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of {@code timings.csv}: how long one batch took.
 *
 * @param stage one of this class's words
 * @param id of the defense, recognizer or attack
 * @param batch the batch's number within its stage and id, from 0; of {@code learn}, the person's
 * @param images how many it held
 * @param seconds wall-clock, device synchronized
 * @param warmUp whether it is left out of every throughput
 */
@CountedByValue("it only tells how long it took")
public record Timing(String stage, String id, int batch, int images, double seconds, boolean warmUp) {

    /** The stage of learning a perturbation from the photos of a person. */
    public static final String LEARN = "learn";

    /** The stage of finding the face in a photo: a row for each photo that the detector was shown. */
    public static final String LOCATE = "locate";

    public static final String PROTECT = "protect";
    public static final String EMBED = "embed";
    public static final String TRAIN = "train";
    public static final String ATTACK = "attack";

    static final String FILE = "timings.csv";
    static final List<String> COLUMNS = List.of("stage", "id", "batch", "images", "seconds", "warm_up");

    private static final int PLACES = 6;

    /** Rounds the seconds to what the record keeps, so that rates can be computed from it again. */
    public Timing {
        seconds = Decimals.rounded(seconds, PLACES);
    }

    /** Returns the same timing under another number. */
    Timing numbered(int other) {
        return new Timing(stage, id, other, images, seconds, warmUp);
    }

    static void write(Path directory, List<Timing> timings) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, timings.stream().map(Timing::row));
    }

    static List<Timing> read(Path directory) {
        return RecordFile.TIMINGS
                .table(directory)
                .read(row -> new Timing(
                        row.name("stage"),
                        row.name("id"),
                        row.wholeCount("batch"),
                        row.wholeCount("images"),
                        row.duration("seconds"),
                        row.parsed("warm_up", "true or false", Timing::truth)));
    }

    private List<String> row() {
        return List.of(
                CsvWriter.name(stage),
                CsvWriter.name(id),
                Integer.toString(batch),
                Integer.toString(images),
                Decimals.places(seconds, PLACES),
                Boolean.toString(warmUp));
    }

    private static boolean truth(String word) {
        if (!word.equals("true") && !word.equals("false")) {
            throw new IllegalArgumentException(word);
        }
        return word.equals("true");
    }
}
