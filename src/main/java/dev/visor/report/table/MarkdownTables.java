package dev.visor.report.table;

import dev.visor.core.text.Markdown;
import java.util.ArrayList;
import java.util.List;

/** Tables as GitHub-flavored Markdown, details in square brackets after the value. */
public final class MarkdownTables {

    private MarkdownTables() {}

    public static String render(Table table) {
        StringBuilder out = new StringBuilder();
        out.append("### ").append(escape(table.title())).append("\n\n");
        out.append(Markdown.paragraph(table.caption())).append("\n\n");
        List<String> heads = new ArrayList<>(table.stubs());
        table.columns().forEach(column -> heads.add(column.name()));
        line(out, heads);
        List<String> rules = new ArrayList<>();
        table.stubs().forEach(stub -> rules.add("---"));
        table.columns().forEach(column -> rules.add(column.numeric() ? "---:" : "---"));
        out.append("| ").append(String.join(" | ", rules)).append(" |\n");
        for (Table.Row row : table.rows()) {
            List<String> texts = new ArrayList<>(row.stubs());
            row.values().forEach(value -> texts.add(text(table, value)));
            line(out, texts);
        }
        for (String reason : table.reasons()) {
            out.append("\n(%s) %s%n".formatted(table.mark(reason), escape(reason)));
        }
        table.notes().forEach(note -> out.append("\n%s%n".formatted(Markdown.paragraph(note))));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static String text(Table table, Value value) {
        String mark = value.reason().map(r -> " (" + table.mark(r) + ")").orElse("");
        String details = value.details().isEmpty() ? "" : " [" + String.join("; ", value.details()) + "]";
        return value.text() + mark + details;
    }

    private static void line(StringBuilder out, List<String> texts) {
        out.append("| ")
                .append(String.join(
                        " | ", texts.stream().map(MarkdownTables::escape).toList()))
                .append(" |\n");
    }

    /** Keeps text from being read as markup or as a cell's end. */
    public static String escape(String text) {
        return Markdown.text(text);
    }
}
