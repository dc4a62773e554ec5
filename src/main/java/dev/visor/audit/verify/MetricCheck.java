package dev.visor.audit.verify;

import dev.visor.core.measure.MetricValue;
import dev.visor.result.RecordFile;
import dev.visor.result.RunRecord;
import dev.visor.result.csv.TextRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every row of {@code metrics.csv} against the same number made anew, digit by digit. */
final class MetricCheck implements Check {

    private static final List<String> COLUMNS = RecordFile.METRICS.columns();
    private static final List<String> KEY = List.of("cell", "pairing", "metric", "far");
    private static final List<String> NUMBERS = List.of("value", "ci_low", "ci_high", "cluster_low", "cluster_high");

    /** Six significant digits are kept. */
    private static final double LAST_DIGIT = 1e-5;

    @Override
    public void of(Evidence evidence, Findings findings) {
        evidence.metrics().ifPresent(rows -> compare(rows, Recomputation.of(evidence), findings));
    }

    private static void compare(List<TextRow> rows, Recomputation made, Findings findings) {
        Map<List<String>, Expected> expected = new LinkedHashMap<>();
        made.ofTrials().forEach(value -> add(expected, value, 0));
        findings.recomputed("metrics from trials.csv", expected.size());
        Map<MetricValue, Double> tables = made.ofTables();
        tables.forEach((value, slack) -> add(expected, value, slack));
        findings.recomputed("metrics from photos.csv and timings.csv", tables.size());
        Map<String, Long> needPhotos = new TreeMap<>();
        Map<List<String>, Long> seen = new HashMap<>();
        for (TextRow row : rows) {
            String metric = value(row.values(), "metric");
            Long first = seen.putIfAbsent(key(row.values()), row.line());
            Expected right = expected.get(key(row.values()));
            if (first != null) {
                findings.mismatch(where(row), "%s of this cell stands in line %d already", metric, first);
            } else if (made.elsewhere().contains(metric)) {
                needPhotos.merge(metric, 1L, Long::sum);
            } else if (right == null) {
                findings.mismatch(where(row), "%s of this cell follows from no trial, photo or timing", metric);
            } else {
                right.compare(row, findings);
            }
        }
        expected.forEach((key, value) -> {
            if (!seen.containsKey(key)) {
                findings.mismatch(
                        RecordFile.METRICS.word(),
                        "%s is missing, expected the value %s",
                        value.words(),
                        value(value.row(), "value"));
            }
        });
        needPhotos.forEach((metric, count) -> findings.remark(
                "%d rows of %s were not recomputed: that needs %s, which no record holds",
                count, metric, made.needs()));
    }

    private static void add(Map<List<String>, Expected> expected, MetricValue value, double slack) {
        List<String> row = RunRecord.text(value);
        expected.put(key(row), new Expected(row, slack));
    }

    private static List<String> key(List<String> row) {
        return KEY.stream().map(column -> value(row, column)).toList();
    }

    private static String value(List<String> row, String column) {
        return row.get(COLUMNS.indexOf(column));
    }

    private static String where(TextRow row) {
        return String.format(Locale.ROOT, "%s line %d", RecordFile.METRICS.word(), row.line());
    }

    /**
     * A row as it should be.
     *
     * @param slack by which numbers may differ: an older Visor computed means before it rounded
     */
    private record Expected(List<String> row, double slack) {

        void compare(TextRow found, Findings findings) {
            for (int i = 0; i < row.size(); i++) {
                if (!agrees(COLUMNS.get(i), found.values().get(i), row.get(i))) {
                    findings.mismatch(
                            RecordFile.METRICS,
                            found.line(),
                            COLUMNS.get(i),
                            "\"%s\", expected \"%s\" for %s",
                            found.values().get(i),
                            row.get(i),
                            words());
                }
            }
        }

        private boolean agrees(String column, String is, String expected) {
            if (is.equals(expected) || slack == 0 || !NUMBERS.contains(column)) {
                return is.equals(expected);
            }
            try {
                double right = Double.parseDouble(expected);
                return Math.abs(Double.parseDouble(is) - right) <= slack + LAST_DIGIT * Math.abs(right);
            } catch (NumberFormatException e) {
                return false;
            }
        }

        /** The metric and its cell, for people. */
        String words() {
            String far = value(row, "far");
            return "%s%s of %s"
                    .formatted(
                            value(row, "metric"),
                            far.equals("-") ? "" : " at FAR " + far,
                            String.join(
                                    "/",
                                    List.of(
                                                    "defense",
                                                    "surrogates",
                                                    "attack",
                                                    "countermeasure",
                                                    "model",
                                                    "judge",
                                                    "alignment",
                                                    "pairing",
                                                    "seed")
                                            .stream()
                                            .map(column -> value(row, column))
                                            .toList()));
        }
    }
}
