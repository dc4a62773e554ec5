package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.Report;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.run.SyntheticRun;
import dev.visor.report.table.Table;
import dev.visor.report.table.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountermeasureSectionTest {

    @TempDir
    Path folder;

    @Test
    void theHeadlineIsTheWorstCaseBeforeBlackBoxModelsOnly() {
        Table headline = Headlines.section(countermeasureCells()).tables().get(0);

        assertThat(headline.columns().get(0).name()).isEqualTo("rank1_untargeted, worst case");
        // Four of ten before esp_mfn, seven before faceres; with the surrogate's ten the mean would be 70.
        assertThat(row(headline, "tip-im-paper").get(0)).isEqualTo(Value.of("55.0", "28.2–79.0", "n 10"));
        assertThat(row(headline, "tip-im-paper").get(1)).isEqualTo(Value.of("40.0", "16.8–68.7", "esp_mfn"));
        assertThat(row(headline, "tip-im-paper").get(2).text()).isEqualTo("85.0");
        assertThat(row(headline, "none").get(0)).isEqualTo(Value.of("0.0", "0.0–27.8", "n 10"));
    }

    @Test
    void worstCasesOverDifferentCountermeasuresAreNotToBeCompared() {
        Countermeasures all = new Countermeasures(List.of("none", "tuned"), true, new TreeMap<>());
        Countermeasures some =
                new Countermeasures(List.of("none", "tuned"), true, new TreeMap<>(Map.of("tuned", List.of("tip-im"))));

        assertThat(Headlines.restricted(all)).isEmpty();
        assertThat(Headlines.restricted(some)).contains("tuned (tip-im)").contains("must not be compared");
    }

    @Test
    void theControlIsThatOfTheSameModels() {
        Table headline = Headlines.section(countermeasureCells()).tables().get(0);

        assertThat(row(headline, "tip-im-paper").get(3))
                .isEqualTo(Value.of("0.0", "0.0–27.8", "n 10", "below in 1 of 2"));
    }

    @Test
    void whiteBoxModelsHaveATableOfTheirOwn() {
        Table white = Headlines.section(countermeasureCells()).tables().get(1);

        assertThat(white.title()).startsWith("White-box");
        assertThat(white.rows()).hasSize(1);
        assertThat(row(white, "tip-im-paper").get(0)).isEqualTo(Value.of("100.0", "72.2–100.0", "n 10"));
    }

    @Test
    void noRateOfAHeadlineStandsWithoutItsIntervalAndN() {
        List<Run> runs = List.of(
                countermeasureCells(),
                Run.read(SyntheticRun.large(folder.resolve("large")), ""),
                Run.read(SyntheticRun.tiny(folder.resolve("tiny")), ""));

        for (Run run : runs) {
            for (Table table : Headlines.section(run).tables()) {
                table.rows().forEach(row -> {
                    for (int i = 0; i < row.values().size(); i++) {
                        Value value = row.values().get(i);
                        boolean rate = table.columns().get(i).name().matches("(rank|psr|control|photo).*");
                        if (rate && !value.text().equals(Value.DASH)) {
                            assertThat(value.details()).anyMatch(d -> d.matches("[0-9.]+–[0-9.]+"));
                            assertThat(value.details()).anyMatch(d -> d.matches("n [0-9,–]+"));
                        }
                    }
                });
            }
        }
    }

    @Test
    void withoutFurtherCountermeasuresTheHeadlineSaysSo() throws Exception {
        Report.write(
                List.of(SyntheticRun.tiny(folder.resolve("tiny"))), folder.resolve("out"), new ReportOptions(true));

        assertThat(Files.readString(folder.resolve("out/index.html")))
                .contains("No countermeasure was run: a purifying tracker may do better.")
                .doesNotContain("worst case over the countermeasures");
    }

    @Test
    void countermeasuresStandInTheSuitesOrderAndTheWorstCaseLast() {
        Table countermeasureCells = CountermeasureSection.section(countermeasureCells())
                .orElseThrow()
                .tables()
                .get(0);

        assertThat(countermeasureCells.columns().stream().map(Table.Column::name))
                .containsExactly("none", "jpeg-75", "blur-1", "worst", "n");
        assertThat(row(countermeasureCells, "tip-im-paper").stream().map(Value::text))
                .containsExactly("85.0", "65.0", "75.0", "55.0", "10");
        assertThat(row(countermeasureCells, "none").stream().map(Value::text))
                .containsExactly("0.0", "10.0", "20.0", "0.0", "10");
        assertThat(row(countermeasureCells, "tip-im-paper").get(3).details()).containsExactly("28.2–79.0", "40.0–70.0");
    }

    @Test
    void everyModelIsThereForWhoeverUnfoldsIt() {
        Table models = CountermeasureSection.section(countermeasureCells()).orElseThrow().tables().stream()
                .filter(table -> table.title().equals("tip-im-paper · mfn_y1"))
                .findFirst()
                .orElseThrow();

        assertThat(models.rows().stream().map(row -> row.stubs().get(0)))
                .containsExactly("none", "jpeg-75", "blur-1", "worst");
        assertThat(models.columns().stream().map(Table.Column::name))
                .containsExactlyInAnyOrder("mfn_y1", "esp_mfn", "faceres", "n");
        assertThat(models.rows().get(3).values().stream().map(Value::text)).contains("100.0*", "40.0", "70.0");
    }

    @Test
    void aRunWithOneCountermeasureHasNoWorstCase() {
        assertThat(CountermeasureSection.section(Run.read(SyntheticRun.tiny(folder.resolve("tiny")), "")))
                .isEmpty();
    }

    @Test
    void matricesAreThoseOfTheWorstCaseAndOfTheUntouchedPhoto() {
        assertThat(RankMatrix.section(countermeasureCells()).orElseThrow().tables().stream()
                        .map(Table::title))
                .containsExactly(
                        "Rank-1-UT / Rank-5-UT, the shared photo, worst case over the countermeasures (headline)",
                        "Rank-1-UT / Rank-5-UT, the shared photo");
    }

    @Test
    void markdownAndLatexHaveHeadlineAndCountermeasures() throws Exception {
        Report.write(
                List.of(SyntheticCountermeasures.write(folder.resolve("countermeasures"))),
                folder.resolve("out"),
                new ReportOptions(true));

        for (String file : List.of("tables.md", "tables.tex")) {
            assertThat(Files.readString(folder.resolve("out/" + file)))
                    .contains("Black-box: the model is none of the surrogates")
                    .containsPattern("rank1.*untargeted under every countermeasure, black-box");
        }
    }

    private Run countermeasureCells() {
        return Run.read(SyntheticCountermeasures.write(folder.resolve("countermeasures")), "");
    }

    private static List<Value> row(Table table, String defense) {
        return table.rows().stream()
                .filter(row -> row.stubs().get(row.stubs().size() - 1).equals(defense))
                .findFirst()
                .orElseThrow()
                .values();
    }
}
