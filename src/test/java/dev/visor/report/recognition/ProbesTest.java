package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.run.Measure;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.run.SharedProbes;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.table.Table;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report makes of single trials: paired tests, and the probes that were protected least. */
class ProbesTest {

    @TempDir
    Path folder;

    @Test
    void pairsTheWorstCaseOfADefenseWithThatOfTheControl() {
        Table against = Comparisons.section(countermeasureCells())
                .orElseThrow()
                .tables()
                .get(0);

        assertThat(against.columns().stream().map(Table.Column::name))
                .containsExactly("against", "mfn_y1", "esp_mfn", "faceres", "n");
        // Hidden in the worst case 10, 4 and 7 of 10, control 0: p = 2^-9, 2^-3, 2^-6; by Holm times 3, 1, 2.
        assertThat(against.rows().get(0).values())
                .extracting(value -> new Value(value.text(), value.details(), value.reason()))
                .containsExactly(
                        Value.of("none"),
                        Value.of("+100.0*", "p 0.006"),
                        Value.of("+40.0", "p 0.125"),
                        Value.of("+70.0", "p 0.031"),
                        Value.of("10"));
        assertThat(against.rows().get(0).values().get(1).shade().orElseThrow().lines())
                .containsExactly("more than chance: 10 protected by this one alone, 0 by the other alone, of 10");
        assertThat(against.rows().get(0).values().get(2).shade().orElseThrow().share())
                .isZero();
    }

    @Test
    void saysUnderThePairedTestsWhatTheyCannotTell() {
        Table against = Comparisons.section(countermeasureCells())
                .orElseThrow()
                .tables()
                .get(0);

        assertThat(against.notes())
                .singleElement()
                .asString()
                .contains("n = 10 probes")
                .contains("70.0 % disagreements");
    }

    @Test
    void aDefenseWithoutRivalsIsComparedWithTheControlOnly() {
        assertThat(Comparisons.section(countermeasureCells()).orElseThrow().tables())
                .hasSize(1);
    }

    @Test
    void putsTheProbesFirstThatMostModelsFound() {
        Table worst = WorstProbes.section(countermeasureCells(), new ReportOptions(true))
                .orElseThrow()
                .tables()
                .get(0);

        // Before both black-box models under some countermeasure: 7, 8 and 9. The widest margin is that of the largest
        // number.
        assertThat(worst.rows().stream().limit(3).map(row -> row.stubs().get(1)))
                .containsExactly("Person_9_0001", "Person_8_0001", "Person_7_0001");
        assertThat(worst.rows().get(0).values().stream().map(Value::text))
                .containsExactly("Person_9", "2 of 2", "esp_mfn", "blur-1", "1", "0.590", "0.300", "recognized");
        assertThat(worst.rows().get(9).values().get(1).text()).isEqualTo("0 of 2");
        assertThat(worst.rows().get(9).values().get(7).text()).isEqualTo("rejected");
    }

    @Test
    void showsThePicturesThatTheRunKeptUnlessToldNotTo() throws Exception {
        Run run = countermeasureCells();
        Path images = Files.createDirectories(folder.resolve("countermeasures/images/tip-im-paper/mfn_y1"));
        Files.write(images.resolve("Person_9_0001-original.png"), new byte[] {1});
        Files.write(images.resolve("Person_9_0001-protected.png"), new byte[] {2});

        assertThat(strips(run, true)).isEqualTo(1);
        assertThat(strips(run, false)).isZero();
    }

    @Test
    void countsAnEntryAgainOnTheProbesThatItShares() {
        Run run = countermeasureCells();
        MetricValue all = Measure.SEARCH
                .blackBox(run, "worst")
                .filter(v -> v.cell().defense().equals("tip-im-paper")
                        && v.cell().model().equals("esp_mfn"))
                .findFirst()
                .orElseThrow();
        SharedProbes shared = SharedProbes.of(run, Run.Protection.of(all));
        SharedProbes firstFive =
                new SharedProbes(run.fates(), shared.probes().stream().limit(5).collect(Collectors.toSet()));

        // Of the probes 0-4, those from 2 on stay hidden under every countermeasure.
        assertThat(firstFive.rate(all).orElseThrow().value()).isEqualTo(.6);
        assertThat(firstFive.rate(all).orElseThrow().n()).isEqualTo(5);
        assertThat(shared.rate(all).orElseThrow().value()).isEqualTo(all.value());
    }

    @Test
    void aRunThatIsNotOverHasNoFates() {
        SyntheticCountermeasures.write(folder.resolve("cut"));
        RunRecord record = new RunRecord(folder.resolve("cut"));
        RunInfo info = record.info();
        record.write(info.ended(
                RunInfo.Status.INTERRUPTED,
                info.started(),
                info.thresholds(),
                info.counts(),
                info.ledgers(),
                info.warnings()));

        assertThat(Run.read(record, "").fates().isEmpty()).isTrue();
    }

    private long strips(Run run, boolean photos) {
        return WorstProbes.section(run, new ReportOptions(photos)).orElseThrow().blocks().stream()
                .flatMap(b -> b instanceof Section.Block.Details d ? d.blocks().stream() : null)
                .filter(Section.Block.Strip.class::isInstance)
                .count();
    }

    private Run countermeasureCells() {
        return Run.read(SyntheticCountermeasures.write(folder.resolve("countermeasures")), "");
    }
}
