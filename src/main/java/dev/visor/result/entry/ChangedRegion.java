package dev.visor.result.entry;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A row of {@code regions.csv}: what a defense made of one region of a face.
 *
 * @param region its name; {@value #OUTSIDE} for the pixels that the defense promises to leave as they are
 * @param pixels how many it has
 * @param change mean absolute change, in levels of 255; empty, as the next three, where it has no pixels
 * @param ssim mean SSIM of the windows whose centers lie in it; empty outside, and where there are none
 * @param before distance of the original's colors from the wanted ones, in levels of 255; empty where none are wanted
 * @param after of the protected face's, likewise
 */
public record ChangedRegion(
        String defense,
        List<String> surrogates,
        String dataset,
        long seed,
        PhotoId probe,
        SubjectId subject,
        String region,
        int pixels,
        OptionalDouble change,
        OptionalDouble ssim,
        OptionalDouble before,
        OptionalDouble after) {

    /** The pixels that the defense promises to leave as they are. */
    public static final String OUTSIDE = "outside";

    public static final String FILE = "regions.csv";
    public static final List<String> COLUMNS = List.of(
            "defense",
            "surrogates",
            "dataset",
            "seed",
            "probe",
            "subject",
            "region",
            "pixels",
            "change",
            "ssim",
            "distance_before",
            "distance_after");

    private static final int PLACES = 4;

    /** Rounds to what the record keeps. */
    public ChangedRegion {
        surrogates = List.copyOf(surrogates);
        change = rounded(change);
        ssim = rounded(ssim);
        before = rounded(before);
        after = rounded(after);
    }

    private static OptionalDouble rounded(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(Decimals.rounded(value.getAsDouble(), PLACES)) : value;
    }

    /** Writes the file into a record's folder. */
    public static void write(Path directory, List<ChangedRegion> regions) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, regions.stream().map(ChangedRegion::row));
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(List.of(
                CsvWriter.name(defense),
                surrogates.isEmpty() ? CsvWriter.NOT_APPLICABLE : String.join("+", surrogates),
                CsvWriter.name(dataset),
                Long.toString(seed),
                CsvWriter.name(probe.value()),
                CsvWriter.name(subject.value()),
                CsvWriter.name(region),
                Integer.toString(pixels)));
        Stream.of(change, ssim, before, after)
                .map(value ->
                        value.isPresent() ? Decimals.places(value.getAsDouble(), PLACES) : CsvWriter.NOT_APPLICABLE)
                .forEach(row::add);
        return row;
    }

    /** Reads a row. */
    public static ChangedRegion of(CsvRow row) {
        return new ChangedRegion(
                row.name("defense"),
                row.optional("surrogates").map(ids -> List.of(ids.split("\\+"))).orElse(List.of()),
                row.name("dataset"),
                row.number("seed"),
                new PhotoId(row.text("probe")),
                new SubjectId(row.text("subject")),
                row.name("region"),
                row.wholeCount("pixels"),
                level(row, "change"),
                optional(row, "ssim", -1, 1),
                level(row, "distance_before"),
                level(row, "distance_after"));
    }

    private static OptionalDouble level(CsvRow row, String column) {
        return optional(row, column, 0, 255);
    }

    private static OptionalDouble optional(CsvRow row, String column, double least, double most) {
        if (row.optional(column).isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = row.decimal(column);
        if (value < least || value > most) {
            throw row.wrong(column, "a number from %s to %s".formatted(least, most));
        }
        return OptionalDouble.of(value);
    }
}
