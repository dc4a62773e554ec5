package dev.visor.audit.compare;

import dev.visor.core.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A comparison for a pull request: the verdict, what is wrong, and all that passes behind a click. */
public final class MarkdownComparison {

    /** More rows than this are folded away. */
    private static final int OPEN = 20;

    private MarkdownComparison() {}

    public static String of(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("### Visor: " + comparison.verdict().word());
        lines.add("");
        lines.add(Markdown.text(comparison.sentence())
                + ". Base %s, new %s, gate %s; %s."
                        .formatted(
                                Markdown.code(comparison.base()),
                                Markdown.code(comparison.now()),
                                Markdown.code(comparison.gate().source()),
                                TextComparison.probes(comparison) + " (probes)"));
        lines.add("");
        section(lines, "Regressions", comparison.gated(Verdict.REGRESSION));
        section(lines, "Inconclusive", comparison.gated(Verdict.INCONCLUSIVE));
        folded(lines, "Passing rows", comparison.gated(Verdict.PASS));
        folded(
                lines,
                "Not gated",
                comparison.rows().stream().filter(row -> !row.gated()).toList());
        if (!comparison.notes().isEmpty()) {
            lines.add("What else differs:");
            lines.add("");
            comparison.notes().forEach(note -> lines.add("- " + Markdown.text(note)));
            lines.add("");
        }
        lines.add("<details><summary>Rules</summary>");
        lines.add("");
        lines.add("```");
        TextComparison.rules(comparison.gate()).forEach(rule -> lines.add(Markdown.fenced(rule)));
        lines.add("```");
        lines.add("");
        lines.add("</details>");
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, List<Row> rows) {
        if (rows.size() > OPEN) {
            table(lines, title + ", the first " + OPEN + " of " + rows.size(), rows.subList(0, OPEN));
            folded(lines, title + ", the others", rows.subList(OPEN, rows.size()));
        } else if (!rows.isEmpty()) {
            table(lines, title, rows);
        }
    }

    private static void folded(List<String> lines, String title, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        lines.add("<details><summary>" + title + ": " + rows.size() + "</summary>");
        lines.add("");
        rows(lines, rows);
        lines.add("</details>");
        lines.add("");
    }

    private static void table(List<String> lines, String title, List<Row> rows) {
        lines.add("**" + title + "**");
        lines.add("");
        rows(lines, rows);
    }

    private static void rows(List<String> lines, List<Row> rows) {
        lines.add(line(Figures.HEADER));
        lines.add("|" + "---|".repeat(Figures.HEADER.size()));
        rows.forEach(row -> lines.add(line(Figures.of(row))));
        lines.add("");
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Markdown::text).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
