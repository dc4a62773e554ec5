package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.run.Run;
import dev.visor.report.run.SyntheticRun;
import dev.visor.report.table.Table;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.RunRecord;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityCurveTest {

    @TempDir
    Path folder;

    @Test
    void joinsEntriesThatDifferInEpsilonOnly() {
        Run run = run("one", entry("tip-im-paper", "12/255", 50), entry("modified-tip-im-paper", "0.0235294", 50));

        Table curve = curve(List.of(run));

        assertThat(curve.rows().stream().map(Table.Row::stubs))
                .containsExactly(List.of("tip-im-paper · mfn_y1", "6"), List.of("tip-im-paper · mfn_y1", "12"));
        assertThat(curve.rows().get(0).values())
                .containsExactly(
                        Value.of("modified-tip-im-paper"),
                        Value.of("30.0", "10.8–60.3"),
                        Value.of("90.0", "59.6–98.2"),
                        Value.of("10"));
        assertThat(curve.rows().get(1).values().get(1).text()).isEqualTo("60.0");
    }

    @Test
    void anotherSettingThatDiffersMakesNoCurve() {
        Run run = run("one", entry("tip-im-paper", "12/255", 50), entry("modified-tip-im-paper", "6/255", 100));

        assertThat(SecurityCurve.section(List.of(run), "")).isEmpty();
    }

    @Test
    void severalRunsOfOneTestBedShareACurve() {
        Run twelve = run("one", entry("tip-im-paper", "12/255", 50));
        Run six = run("two", entry("modified-tip-im-paper", "6/255", 50));

        assertThat(SecurityCurve.section(List.of(twelve), "")).isEmpty();
        assertThat(curve(List.of(twelve, six)).rows().stream()
                        .map(row -> row.values().get(0).text()))
                .containsExactly("modified-tip-im-paper, two", "tip-im-paper, one");
    }

    @Test
    void readsAnEpsilonAsEntriesAndAsRecordsWriteIt() {
        assertThat(SecurityCurve.epsilon("12/255")).contains(12 / 255.);
        assertThat(SecurityCurve.epsilon("0.5")).contains(.5);
        assertThat(SecurityCurve.epsilon(.25)).contains(.25);
        assertThat(SecurityCurve.epsilon("auto")).isEmpty();
        assertThat(SecurityCurve.epsilon(null)).isEmpty();
    }

    private static Table curve(List<Run> runs) {
        return SecurityCurve.section(runs, "").orElseThrow().tables().get(0);
    }

    /** Six epsilons of 255 hide three of ten before a black-box model, twelve six; nine before the surrogate. */
    private Run run(String name, Entry... entries) {
        RunRecord record = new RunRecord(folder.resolve(name));
        RunInfo base = SyntheticRun.info("curve", 4, List.of());
        record.write(SyntheticRun.with(base, base.suite(), List.of(entries), base.thresholds()));
        List<MetricValue> metrics = new ArrayList<>();
        for (Entry entry : entries) {
            long hidden = Math.round(
                    SecurityCurve.epsilon(entry.params().get("epsilon")).orElseThrow() * 255 / 2);
            metrics.add(rate(entry.id(), "esp_mfn", hidden));
            metrics.add(rate(entry.id(), "mfn_y1", 9));
        }
        record.writeMetrics(metrics);
        return Run.read(record, "");
    }

    private static Entry entry(String id, String epsilon, int iterations) {
        return new Entry(
                id,
                "tip-im",
                "",
                "",
                "paper",
                Map.of("epsilon", epsilon, "iterations", iterations),
                "0",
                "c".repeat(64),
                "");
    }

    private static MetricValue rate(String defense, String model, long hidden) {
        Access access = model.equals("mfn_y1") ? Access.WHITE_BOX : Access.BLACK_BOX;
        return new MetricValue(
                SampleCells.recognition(
                        defense,
                        List.of("mfn_y1"),
                        "identify",
                        model,
                        "synthetic-faces",
                        1,
                        Alignment.PHOTO,
                        "none",
                        access),
                Pairing.PROTECTED_CLEAN,
                "rank1_untargeted",
                hidden / 10.,
                Optional.of(Wilson.interval(hidden, 10)),
                Optional.empty(),
                10,
                "rate",
                Better.HIGHER,
                Optional.empty());
    }
}
