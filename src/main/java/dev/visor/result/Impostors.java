package dev.visor.result;

import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The impostor similarities that a recognizer's thresholds come from: its rows of {@code calibration.csv}.
 *
 * @param calibration id, as in the column of that name of {@code trials.csv}
 * @param similarities sorted from high to low, six places
 */
public record Impostors(String recognizer, String calibration, double[] similarities) {

    static final String FILE = "calibration.csv";
    static final List<String> COLUMNS = List.of("recognizer", "calibration", "similarity");

    /** Rounds and sorts; the argument is untouched. */
    public Impostors {
        double[] ascending = Decimals.sixPlaces(similarities);
        Arrays.sort(ascending);
        similarities = IntStream.range(0, ascending.length)
                .mapToDouble(i -> ascending[ascending.length - 1 - i])
                .toArray();
    }

    static void write(Path directory, List<Impostors> calibrations) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, calibrations.stream().flatMap(Impostors::rows));
    }

    static List<Impostors> read(Path directory) {
        Map<List<String>, List<Double>> values = new LinkedHashMap<>();
        RecordFile.CALIBRATION
                .table(directory)
                .each(row -> values.computeIfAbsent(
                                List.of(row.name("recognizer"), row.name("calibration")), key -> new ArrayList<>())
                        .add(row.similarity("similarity")));
        return values.entrySet().stream()
                .map(e -> new Impostors(
                        e.getKey().get(0),
                        e.getKey().get(1),
                        e.getValue().stream().mapToDouble(Double::doubleValue).toArray()))
                .toList();
    }

    private Stream<List<String>> rows() {
        return Arrays.stream(similarities)
                .mapToObj(
                        s -> List.of(CsvWriter.name(recognizer), CsvWriter.name(calibration), Decimals.similarity(s)));
    }
}
