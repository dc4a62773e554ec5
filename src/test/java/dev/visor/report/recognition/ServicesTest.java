package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.run.Run;
import dev.visor.report.run.SyntheticRun;
import dev.visor.report.table.Table;
import dev.visor.report.table.Value;
import dev.visor.result.RunRecord;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {

    @TempDir
    Path folder;

    @Test
    void tellsProbesThatAServiceRecognizesBeforeAndAfter() {
        List<Table> tables = tables(
                rate("none", "rank1_untargeted_recognized", 0, Optional.empty()),
                rate("none", "rank1_targeted_recognized", 0, Optional.empty()),
                rate("none", "rank5_targeted_recognized", 1, Optional.empty()),
                similarity("none", .7),
                rate("cloak", "rank1_untargeted_recognized", 5, Optional.empty()),
                rate("cloak", "rank1_targeted_recognized", 3, Optional.empty()),
                rate("cloak", "rank5_targeted_recognized", 8, Optional.empty()),
                similarity("cloak", .412));

        assertThat(tables).hasSize(1);
        assertThat(tables.get(0).rows().stream().map(Table.Row::stubs))
                .containsExactly(List.of("tencent", "none"), List.of("tencent", "cloak"));
        assertThat(tables.get(0).rows().get(1).values())
                .containsExactly(
                        Value.of("10"),
                        Value.of("50.0", "23.7–76.3"),
                        Value.of("30.0", "10.8–60.3"),
                        Value.of("80.0", "49.0–94.3"),
                        Value.of("0.412", "n 9"));
        assertThat(tables.get(0).rows().get(0).values().get(4)).isEqualTo(Value.of("0.700", "n 9"));
    }

    @Test
    void tellsEveryOwnThresholdByTheFarThatTheServiceClaims() {
        List<Table> tables = tables(
                rate("cloak", "psr_dodging_own", 4, Optional.of(new Far(1e-5))),
                rate("cloak", "psr_dodging_own", 2, Optional.of(new Far(1e-3))),
                rate("cloak", "psr_impersonation_own", 1, Optional.of(new Far(1e-3))));

        assertThat(tables).hasSize(1);
        assertThat(tables.get(0).columns().stream().map(Table.Column::name))
                .containsExactly(
                        "another photo refused, claimed FAR 0.001",
                        "another photo refused, claimed FAR 0.00001",
                        "taken for a target, claimed FAR 0.001");
        assertThat(tables.get(0).rows().get(0).values().stream().map(Value::text))
                .containsExactly("20.0", "40.0", "10.0");
    }

    @Test
    void saysNothingWhereNoServiceWasAsked() {
        assertThat(section(rate("cloak", "rank1_untargeted", 4, Optional.empty())))
                .isEmpty();
    }

    private List<Table> tables(MetricValue... metrics) {
        return section(metrics).orElseThrow().tables();
    }

    private Optional<Section> section(MetricValue... metrics) {
        RunRecord record = new RunRecord(folder.resolve("run"));
        record.write(SyntheticRun.info("remote", 4, List.of()));
        record.writeMetrics(List.of(metrics));
        return Services.section(Run.read(record, ""));
    }

    private static MetricValue rate(String defense, String metric, long of10, Optional<Far> far) {
        return new MetricValue(
                cell(defense),
                Pairing.PROTECTED_CLEAN,
                metric,
                of10 / 10.,
                Optional.of(Wilson.interval(of10, 10)),
                Optional.empty(),
                10,
                "rate",
                Better.HIGHER,
                far);
    }

    private static MetricValue similarity(String defense, double mean) {
        return MetricValue.plain(
                cell(defense), Pairing.PROTECTED_CLEAN, "similarity_recognized", mean, 9, "similarity", Better.LOWER);
    }

    private static Cell cell(String defense) {
        return SampleCells.recognition(
                defense,
                List.of(),
                "identify",
                "tencent",
                "synthetic-faces",
                1,
                Alignment.PHOTO,
                "none",
                Access.BLACK_BOX);
    }
}
