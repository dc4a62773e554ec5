package dev.visor.report.page;

import dev.visor.report.table.Table;
import dev.visor.report.table.Value;
import dev.visor.report.table.Value.Shade;
import java.util.ArrayList;
import java.util.List;

/** Tables as HTML: a caption, headings with their scope, a body a group, footnotes for what is missing. */
public final class HtmlTables {

    /** More columns than this are set closer, so that the last one is seen without scrolling and printed. */
    private static final int WIDE = 11;

    private HtmlTables() {}

    public static void render(Html html, Table table) {
        boolean wide = table.stubs().size() + table.columns().size() > WIDE;
        boolean heat = table.rows().stream()
                .flatMap(row -> row.values().stream())
                .anyMatch(value -> value.shade().isPresent());
        html.open(
                        "div",
                        "class",
                        "table" + (wide ? " wide" : "") + (heat ? " shaded" : ""),
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-labelledby",
                        table.id() + "-title")
                .line();
        html.open("table", "id", table.id()).line();
        html.open("caption")
                .leaf("strong", table.title(), "id", table.id() + "-title")
                .text(" ")
                .leaf("span", table.caption())
                .close()
                .line();
        head(html, table);
        for (int row = 0; row < table.rows().size(); row++) {
            if (row == 0) {
                html.open("tbody").line();
            } else if (table.rows().get(row).startsGroup()) {
                html.close().line().open("tbody").line();
            }
            row(html, table, row);
        }
        if (!table.rows().isEmpty()) {
            html.close();
        }
        html.close();
        for (String reason : table.reasons()) {
            html.line().open("p", "class", "note").leaf("sup", table.mark(reason));
            html.text(" " + reason).close();
        }
        for (String note : table.notes()) {
            html.line().leaf("p", note, "class", "note");
        }
        html.close().line();
    }

    private static void head(Html html, Table table) {
        html.open("thead").open("tr");
        table.stubs().forEach(stub -> html.leaf("th", stub, "scope", "col"));
        for (Table.Column column : table.columns()) {
            html.open("th", "scope", "col", "class", column.numeric() ? "number" : "words");
            breakable(html, column.name());
            html.close();
        }
        html.close().close().line();
    }

    /** Long ids may break after an underscore, and nowhere else. */
    private static void breakable(Html html, String name) {
        String[] parts = name.split("(?<=_)");
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                html.empty("wbr");
            }
            html.text(parts[i]);
        }
    }

    /** A stub that the row above already shows stands there for readers who hear the row or sort it, and is not shown. */
    private static void row(Html html, Table table, int index) {
        Table.Row row = table.rows().get(index);
        html.open("tr");
        for (int stub = 0; stub < table.stubs().size(); stub++) {
            if (table.repeats(index, stub)) {
                html.open("th", "scope", "row", "class", "again")
                        .leaf("span", row.stubs().get(stub))
                        .close();
            } else {
                html.leaf("th", row.stubs().get(stub), "scope", "row");
            }
        }
        for (int column = 0; column < row.values().size(); column++) {
            cell(html, table, column, row.values().get(column));
        }
        html.close().line();
    }

    private static void cell(Html html, Table table, int column, Value value) {
        String kind = table.columns().get(column).numeric() ? "number" : "words";
        if (value.shade().isEmpty()) {
            html.open("td", "class", kind);
        } else {
            Shade shade = value.shade().get();
            List<String> attributes =
                    new ArrayList<>(List.of("class", kind + (shade.share() < 0 ? " unmeasured" : " heat")));
            if (shade.share() >= 0) {
                attributes.addAll(List.of("style", "--share:" + Text.fixed(shade.share() * 100, 0) + "%"));
            }
            if (!shade.trials().isEmpty()) {
                attributes.addAll(List.of("data-trials", shade.trials()));
            }
            html.open("td", attributes.toArray(String[]::new));
        }
        html.text(value.text());
        value.reason().ifPresent(reason -> html.leaf("sup", table.mark(reason)));
        value.details().stream().filter(d -> !d.isEmpty()).forEach(d -> html.leaf("small", d));
        value.shade().ifPresent(shade -> shade.lines().forEach(line -> html.leaf("small", line, "class", "more")));
        html.close();
    }
}
