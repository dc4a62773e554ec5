package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
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

class LinkageCurveTest {

    @TempDir
    Path folder;

    /** Without pairs nine of ten are hidden, with ten six, with a hundred two; before who has only the tool, five with ten. */
    @Test
    void eachTrackerHasALineOverHisPairs() {
        Section section = LinkageCurve.section(run(
                        List.of(
                                linkage("linkage-100", 100, "[]", "[]"),
                                linkage("linkage-0", 0, "[]", "[]"),
                                linkage("linkage-10", 10, "[]", "[]"),
                                linkage("linkage-tool-10", 10, "[]", "[esp_mfn]"),
                                linkage("linkage-10-of-dim", 10, "[dim]", "[]")),
                        Map.of(
                                "linkage-0",
                                9,
                                "linkage-10",
                                6,
                                "linkage-100",
                                2,
                                "linkage-tool-10",
                                5,
                                "linkage-10-of-dim",
                                8)))
                .orElseThrow();
        Table table = section.tables().get(0);

        assertThat(table.columns().stream().map(Table.Column::name))
                .containsExactly("0 pairs", "10 pairs", "100 pairs", "n");
        assertThat(table.rows().stream().map(row -> row.stubs().get(3)))
                .containsExactly("knows all", "public tool on esp_mfn", "pairs of dim");
        assertThat(table.rows().get(0).values().stream().map(Value::text))
                .containsExactly("90.0", "60.0", "20.0", "10");
        assertThat(table.rows().get(1).values().stream().map(Value::text)).containsExactly("–", "50.0", "–", "10");
        assertThat(table.rows().get(2).stubs()).containsExactly("mfn_y1", "tip-im-paper", "black-box", "pairs of dim");
    }

    @Test
    void thereIsNoSectionWhereNobodyLearns() {
        assertThat(LinkageCurve.section(run(List.of(), Map.of()))).isEmpty();
    }

    private Run run(List<Entry> countermeasures, Map<String, Integer> hidden) {
        RunRecord record = new RunRecord(folder.resolve("run-" + countermeasures.size()));
        RunInfo base = SyntheticRun.info("linkage", 4, List.of());
        record.write(SyntheticRun.with(base, base.suite(), base.defenses(), countermeasures, base.thresholds()));
        List<MetricValue> metrics = new ArrayList<>();
        metrics.add(rate("none", 10));
        hidden.forEach((countermeasure, count) -> metrics.add(rate(countermeasure, count)));
        record.writeMetrics(metrics);
        return Run.read(record, "");
    }

    private static Entry linkage(String id, int pairs, String of, String surrogates) {
        return new Entry(
                id,
                "linkage-by-pairs",
                "",
                "",
                "reconstruction",
                Map.of("pairs", pairs, "steps", 80, "pairs_of", of, "surrogates", surrogates),
                "0",
                "c".repeat(64),
                "");
    }

    private static MetricValue rate(String countermeasure, long hidden) {
        return new MetricValue(
                SampleCells.recognition(
                        "tip-im-paper",
                        List.of("mfn_y1"),
                        "identify",
                        "esp_mfn",
                        "synthetic-faces",
                        1,
                        Alignment.PHOTO,
                        countermeasure,
                        Access.BLACK_BOX),
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
