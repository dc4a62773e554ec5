package dev.visor.audit.compare;

import dev.visor.core.expectation.Gate;
import dev.visor.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison for a terminal: what was compared, by which rules, and the rows, regressions first. */
public final class TextComparison {

    /** Rows that pass are many, and alike. */
    private static final int PASSES_SHOWN = 20;

    private TextComparison() {}

    public static String of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("base   " + comparison.base());
        lines.add("new    " + comparison.now());
        lines.add("probes " + probes(comparison));
        lines.addAll(rules(comparison.gate()));
        lines.add(String.format(
                Locale.ROOT,
                "       it passes if every row does; regressions are called after Holm over %d gated rows",
                comparison.rows().stream().filter(Row::gated).count()));
        comparison.notes().forEach(note -> lines.add("note   " + note));
        if (!comparison.ungated().isEmpty()) {
            lines.add("not gated, no rule speaks of them: " + String.join(", ", comparison.ungated()));
        }
        lines.add("");
        List<Row> passes = comparison.gated(Verdict.PASS);
        List<Row> shown = Stream.of(
                        comparison.gated(Verdict.REGRESSION).stream(),
                        comparison.gated(Verdict.INCONCLUSIVE).stream(),
                        passes.stream().limit(PASSES_SHOWN))
                .flatMap(rows -> rows)
                .toList();
        lines.addAll(table(shown));
        if (passes.size() > PASSES_SHOWN) {
            lines.add(String.format(
                    Locale.ROOT,
                    "... and %d more rows pass (--format markdown or json lists them)",
                    passes.size() - PASSES_SHOWN));
        }
        List<Row> free = comparison.rows().stream().filter(row -> !row.gated()).toList();
        if (!free.isEmpty()) {
            lines.add("");
            lines.add("not gated, shown only:");
            lines.addAll(table(free));
        }
        lines.add("");
        lines.add(comparison.sentence());
        return lines.stream().map(Printable::line).collect(Collectors.joining("\n", "", "\n"));
    }

    static String probes(Comparison comparison) {
        String dropped = comparison.dropped() + comparison.added() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; dropped: %d that only BASE has, %d that only NEW has",
                        comparison.dropped(),
                        comparison.added());
        return comparison.probes() + " in common" + dropped;
    }

    /** The rules in use. */
    static List<String> rules(Gate gate) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "gate   %s: alpha %s, power %s, same within %s; intervals are %s %%",
                gate.source(),
                gate.alpha(),
                gate.power(),
                gate.sameWithin(),
                Math.round(100 * (1 - 2 * gate.alpha()))));
        for (Gate.Rule rule : gate.rules()) {
            String only = rule.only().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(e -> ", " + e.getKey().word() + " " + String.join(" or ", e.getValue()))
                    .collect(Collectors.joining());
            lines.add("       %s may lose %s%s".formatted(rule.metric(), rule.margin(), only));
        }
        lines.add("       speeds %s"
                .formatted(
                        gate.throughput().gated()
                                ? "may lose the share " + gate.throughput().margin()
                                : "are shown, not gated"));
        return lines;
    }

    /** Columns of equal width, two blanks apart; where all rows agree on a coordinate, it is said once. */
    private static List<String> table(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<List<String>> cells = rows.stream().map(Figures::of).toList();
        Map<Boolean, List<Integer>> columns = IntStream.range(0, Figures.HEADER.size())
                .boxed()
                .collect(Collectors.partitioningBy(c -> differs(cells, c)));
        List<String> lines = new ArrayList<>();
        String shared = columns.get(false).stream()
                .filter(c -> !cells.get(0).get(c).equals("-"))
                .map(c -> Figures.HEADER.get(c) + " " + cells.get(0).get(c))
                .collect(Collectors.joining(", "));
        if (!shared.isEmpty()) {
            lines.add("all rows: " + shared);
        }
        int[] shown = columns.get(true).stream().mapToInt(c -> c).toArray();
        List<List<String>> all =
                Stream.concat(Stream.of(Figures.HEADER), cells.stream()).toList();
        int[] widths = IntStream.of(shown)
                .map(c ->
                        all.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
                .toArray();
        for (List<String> row : all) {
            lines.add(IntStream.range(0, shown.length)
                    .mapToObj(i -> row.get(shown[i])
                            + " ".repeat(widths[i] - row.get(shown[i]).length()))
                    .collect(Collectors.joining("  "))
                    .stripTrailing());
        }
        return lines;
    }

    private static boolean differs(List<List<String>> rows, int column) {
        return !Figures.COORDINATES.contains(Figures.HEADER.get(column))
                || rows.stream().map(row -> row.get(column)).distinct().count() > 1;
    }
}
