package dev.visor.report.table;

import dev.visor.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables as LaTeX for {@code \input}; needs the package {@code booktabs} and nothing else. */
public final class LatexTables {

    private static final Map<Character, String> SPECIAL = Map.ofEntries(
            Map.entry('\\', "\\textbackslash{}"),
            Map.entry('{', "\\{"),
            Map.entry('}', "\\}"),
            Map.entry('$', "\\$"),
            Map.entry('&', "\\&"),
            Map.entry('#', "\\#"),
            Map.entry('%', "\\%"),
            Map.entry('_', "\\_"),
            Map.entry('^', "\\textasciicircum{}"),
            Map.entry('~', "\\textasciitilde{}"),
            Map.entry('–', "--"),
            Map.entry('−', "$-$"),
            Map.entry('±', "$\\pm$"),
            Map.entry('×', "$\\times$"),
            Map.entry('>', "$>$"),
            Map.entry('<', "$<$"),
            Map.entry('≥', "$\\geq$"),
            Map.entry('†', "\\dag{}"),
            Map.entry('∞', "$\\infty$"),
            Map.entry('·', "$\\cdot$"));

    private LatexTables() {}

    public static String render(Table table) {
        StringBuilder out = new StringBuilder();
        out.append("\\begin{table*}\n\\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}\n");
        out.append("\\caption{\\textbf{%s.} %s}\n".formatted(escape(table.title()), escape(table.caption())));
        out.append("\\label{tab:%s}\n".formatted(table.id()));
        out.append("\\begin{tabular}{").append("l".repeat(table.stubs().size()));
        table.columns().forEach(column -> out.append(column.numeric() ? 'r' : 'l'));
        out.append("}\n\\toprule\n");
        List<String> heads = new ArrayList<>(table.stubs());
        table.columns().forEach(column -> heads.add(column.name()));
        line(out, heads.stream().map(LatexTables::escape).toList());
        out.append("\\midrule\n");
        for (int row = 0; row < table.rows().size(); row++) {
            if (row > 0 && table.rows().get(row).startsGroup()) {
                out.append("\\addlinespace\n");
            }
            row(out, table, row);
        }
        out.append("\\bottomrule\n\\end{tabular}\n");
        for (String reason : table.reasons()) {
            out.append("\n\\textsuperscript{%s} %s\n".formatted(table.mark(reason), escape(reason)));
        }
        table.notes().forEach(note -> out.append("\n%s\n".formatted(escape(note))));
        return out.append("\\end{table*}\n").toString();
    }

    /** The values on one line, each line of details on a smaller one below. */
    private static void row(StringBuilder out, Table table, int index) {
        Table.Row row = table.rows().get(index);
        List<String> texts = new ArrayList<>();
        for (int stub = 0; stub < table.stubs().size(); stub++) {
            texts.add(table.repeats(index, stub) ? "" : escape(row.stubs().get(stub)));
        }
        row.values()
                .forEach(value -> texts.add(escape(value.text())
                        + value.reason()
                                .map(r -> "\\textsuperscript{" + table.mark(r) + "}")
                                .orElse("")));
        line(out, texts);
        int lines =
                row.values().stream().mapToInt(v -> v.details().size()).max().orElse(0);
        for (int i = 0; i < lines; i++) {
            List<String> details = new ArrayList<>();
            table.stubs().forEach(stub -> details.add(""));
            for (Value value : row.values()) {
                details.add(
                        i < value.details().size()
                                ? "{\\scriptsize " + escape(value.details().get(i)) + "}"
                                : "");
            }
            line(out, details);
        }
    }

    private static void line(StringBuilder out, List<String> texts) {
        out.append(String.join(" & ", texts)).append(" \\\\\n");
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : Printable.line(text.replaceAll("\\R", " ")).toCharArray()) {
            out.append(SPECIAL.getOrDefault(c, String.valueOf(c)));
        }
        // After the end of a row, a bracket would be its distance from the next, a star would keep it on the page.
        boolean argument = out.length() > 0 && "[*".indexOf(out.charAt(0)) >= 0;
        return argument ? "{" + out.charAt(0) + "}" + out.substring(1) : out.toString();
    }
}
