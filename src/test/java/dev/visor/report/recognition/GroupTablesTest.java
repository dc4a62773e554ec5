package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.ForgedRun;
import dev.visor.core.Trial;
import dev.visor.core.measure.SliceLabel;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.report.Report;
import dev.visor.report.run.ReportOptions;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupTablesTest {

    @TempDir
    Path folder;

    @Test
    void everyGroupHasItsColumnAndAFewProbesMakeNoWorstGroup() throws IOException {
        RunRecord record = ForgedRun.in(folder.resolve("run"));
        Map<String, List<Trial>> cells = new LinkedHashMap<>();
        TreeSet<String> probes = new TreeSet<>();
        for (RecordedTrial recorded : record.trials()) {
            Trial trial = recorded.trial();
            probes.add(trial.probe().value());
            cells.computeIfAbsent(trial.cell().id(), id -> new ArrayList<>()).add(trial);
        }
        List<SliceLabel> labels = probes.stream()
                .map(probe -> new SliceLabel(
                        new dev.visor.core.PhotoId(probe), "hair", probe.hashCode() % 2 == 0 ? "short" : "long"))
                .toList();
        SliceRates rates = new SliceRates(labels);
        cells.values().forEach(trials -> rates.add(trials, List.of()));
        record.writeSlices(labels, rates.values());
        record.write(record.info());

        Report.write(List.of(record), folder.resolve("report"), new ReportOptions(false));

        assertThat(Files.readString(folder.resolve("report/tables.md")))
                .contains(" by hair", "worst group", "short", "long")
                .contains("fewer than two groups of 10 probes");
    }

    @Test
    void aRunWithoutLabelsHasNoSuchSection() throws IOException {
        RunRecord record = ForgedRun.in(folder.resolve("run"));

        Report.write(List.of(record), folder.resolve("report"), new ReportOptions(false));

        assertThat(Files.readString(folder.resolve("report/tables.md"))).doesNotContain("worst group");
    }
}
