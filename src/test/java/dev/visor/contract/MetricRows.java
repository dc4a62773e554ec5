package dev.visor.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The rows of {@code metrics.csv} of a committed record, by the columns of its file, and how pages write their numbers. */
record MetricRows(List<Map<String, String>> rows) {

    static final String NOTHING = "–";

    /** @param folder of the record, from the project's folder */
    static MetricRows of(String folder) {
        try {
            List<String> lines = Files.readAllLines(Home.PATH.resolve(folder).resolve("metrics.csv"));
            List<String> header = Arrays.asList(lines.get(0).split(","));
            return new MetricRows(lines.stream()
                    .skip(1)
                    .map(line -> row(header, line.split(",")))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(List<String> header, String[] cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
            row.put(header.get(i), cells[i]);
        }
        return row;
    }

    MetricRows where(Predicate<Map<String, String>> condition) {
        return new MetricRows(rows.stream().filter(condition).toList());
    }

    static Predicate<Map<String, String>> is(String column, String value) {
        return row -> row.get(column).equals(value);
    }

    List<String> distinct(String column) {
        return rows.stream().map(row -> row.get(column)).distinct().toList();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The only row. */
    Map<String, String> single() {
        if (rows.size() != 1) {
            throw new IllegalStateException("expected one row of a record, got " + rows.size());
        }
        return rows.get(0);
    }

    /** Mean in percent. */
    String mean() {
        return percent(mean(row -> number(row, "value")));
    }

    /** Mean in percent, with the means of the Wilson intervals' ends. */
    String withWilson() {
        return withInterval(row -> number(row, "ci_low"), row -> number(row, "ci_high"));
    }

    /** Mean in percent, with the wider ends of both intervals: Wilson's and the bootstrap over people. */
    String withWiderInterval() {
        return withInterval(
                row -> Math.min(number(row, "ci_low"), number(row, "cluster_low")),
                row -> Math.max(number(row, "ci_high"), number(row, "cluster_high")));
    }

    /** Mean in percent, with the least and the largest. */
    String withRange() {
        return "%s (%s to %s)"
                .formatted(
                        mean(),
                        percent(rows.stream()
                                .mapToDouble(row -> number(row, "value"))
                                .min()),
                        percent(rows.stream()
                                .mapToDouble(row -> number(row, "value"))
                                .max()));
    }

    private String withInterval(ToDoubleFunction<Map<String, String>> low, ToDoubleFunction<Map<String, String>> high) {
        return isEmpty() ? NOTHING : "%s [%s, %s]".formatted(mean(), percent(mean(low)), percent(mean(high)));
    }

    private OptionalDouble mean(ToDoubleFunction<Map<String, String>> value) {
        return rows.stream().mapToDouble(value).average();
    }

    /** Half a tenth is rounded up, whatever the last bit of its binary form. */
    private static String percent(OptionalDouble rate) {
        return rate.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.1f", 100 * rate.getAsDouble() + 1e-9);
    }

    static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String code(String id) {
        return "`" + id + "`";
    }
}
