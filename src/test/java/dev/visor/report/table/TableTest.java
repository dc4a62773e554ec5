package dev.visor.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Table TABLE = new Table(
            "rates",
            "Rates & odds",
            "Percent; 50 % is chance.",
            List.of("surrogate", "defense"),
            List.of(Column.number("mfn_y1"), Column.words("note")),
            List.of(
                    new Row(List.of("–", "none"), List.of(Value.of("1.0", "0.2–5.4"), Value.of("a|b")), true),
                    new Row(List.of("–", "blur"), List.of(Value.missing("not run"), Value.missing("not timed")), false),
                    new Row(List.of("net", "tip-im"), List.of(Value.of("96.0*"), Value.missing("not run")), true)));

    @Test
    void givesEachReasonOneLetter() {
        assertThat(TABLE.reasons()).containsExactly("not run", "not timed");
        assertThat(TABLE.mark("not timed")).isEqualTo("b");
    }

    @Test
    void sharesAStubWithinItsGroupOnly() {
        assertThat(TABLE.span(0, 0)).isEqualTo(2);
        assertThat(TABLE.span(0, 1)).isEqualTo(1);
        assertThat(TABLE.repeats(1, 0)).isTrue();
        assertThat(TABLE.repeats(2, 0)).isFalse();
    }

    @Test
    void showsAStubAgainWhereAGroupStarts() {
        List<Value> values = List.of(Value.of("1"));
        Table table = new Table(
                "t",
                "",
                "",
                List.of("a", "b"),
                List.of(Column.number("n")),
                List.of(new Row(List.of("x", "1"), values, true), new Row(List.of("x", "2"), values, true)));

        assertThat(table.repeats(1, 0)).isFalse();
        assertThat(table.span(0, 0)).isEqualTo(1);
    }

    @Test
    void refusesARowOfTheWrongLength() {
        Row row = new Row(List.of("net", "tip-im"), List.of(Value.of("1")), false);

        assertThatThrownBy(() -> new Table("t", "", "", TABLE.stubs(), TABLE.columns(), List.of(row)))
                .hasMessage("table t has 2 + 2 columns, a row has 2 + 1");
    }

    @Test
    void rendersAsMarkdown() {
        assertThat(MarkdownTables.render(TABLE)).isEqualTo("""
                ### Rates & odds

                Percent; 50 % is chance.

                | surrogate | defense | mfn_y1 | note |
                | --- | --- | ---: | --- |
                | – | none | 1.0 [0.2–5.4] | a\\|b |
                | – | blur | – (a) | – (b) |
                | net | tip-im | 96.0\\* | – (a) |

                (a) not run

                (b) not timed
                """);
    }

    @Test
    void rendersAsLatex() {
        assertThat(LatexTables.render(TABLE)).isEqualTo("""
                \\begin{table*}
                \\centering\\footnotesize\\setlength{\\tabcolsep}{3pt}
                \\caption{\\textbf{Rates \\& odds.} Percent; 50 \\% is chance.}
                \\label{tab:rates}
                \\begin{tabular}{llrl}
                \\toprule
                surrogate & defense & mfn\\_y1 & note \\\\
                \\midrule
                -- & none & 1.0 & a|b \\\\
                 &  & {\\scriptsize 0.2--5.4} &  \\\\
                 & blur & --\\textsuperscript{a} & --\\textsuperscript{b} \\\\
                \\addlinespace
                net & tip-im & 96.0* & --\\textsuperscript{a} \\\\
                \\bottomrule
                \\end{tabular}

                \\textsuperscript{a} not run

                \\textsuperscript{b} not timed
                \\end{table*}
                """);
    }

    @Test
    void escapesWhatLatexWouldObey() {
        assertThat(LatexTables.escape("a_b\\{50%} #1 ~^&$"))
                .isEqualTo("a\\_b\\textbackslash{}\\{50\\%\\} \\#1 \\textasciitilde{}\\textasciicircum{}\\&\\$");
    }
}
