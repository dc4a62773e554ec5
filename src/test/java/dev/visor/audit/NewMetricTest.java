package dev.visor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.compare.Comparison;
import dev.visor.audit.compare.Verdict;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Verification;
import dev.visor.catalog.GateReader;
import dev.visor.contract.Home;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.expectation.Gate;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.NetRate;
import dev.visor.metric.RateMetric;
import dev.visor.metric.ReportGroup;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.report.Report;
import dev.visor.report.run.ReportOptions;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric costs its class and its row in the registry; all else follows from these. */
class NewMetricTest {

    private static final String NAME = "far_from_rank1";

    @TempDir
    Path folder;

    /** Whether the subject is beyond rank 3: what a metric's author writes. */
    private static final class FarFromRank1 implements RateMetric {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Better better() {
            return Better.HIGHER;
        }

        @Override
        public boolean needsThreshold() {
            return false;
        }

        @Override
        public boolean asks(Trial trial) {
            return trial instanceof Trial.Identification;
        }

        @Override
        public boolean succeeds(Trial trial, Optional<Threshold> threshold) {
            return ((Trial.Identification) trial)
                    .found()
                    .filter(found -> found.trueRank() > 3)
                    .isPresent();
        }
    }

    /** The metric, and what a defense adds to it. */
    private static MetricRegistry since(int edition) {
        NetRate net = new NetRate(new FarFromRank1());
        return Metrics.registry()
                .with(MetricDefinition.rate(
                        new FarFromRank1(),
                        "share of probes whose subject is beyond rank 3",
                        ReportGroup.GENERAL,
                        edition))
                .with(MetricDefinition.net(net, edition));
    }

    @Test
    void itsValuesStandAmongThoseOfTheTrials() {
        List<MetricValue> values = since(1).of(new CellTrials(searches(ForgedRun.in(folder)), List.of()));

        assertThat(values).extracting(MetricValue::metric).contains(NAME, "rank1_untargeted");
    }

    @Test
    void verifyMakesItAnewAndNamesAValueThatDoesNotFollow() {
        RunRecord record = withTheMetric(folder);
        assertThat(Verification.of(record, since(1)).mismatches()).isEmpty();

        List<MetricValue> changed = new ArrayList<>(record.metrics());
        changed.replaceAll(value -> value.metric().equals(NAME) ? with(value, value.value() / 2 + .01) : value);
        rewrite(record, changed);

        assertThat(Verification.of(record, since(1)).mismatches())
                .isNotEmpty()
                .allSatisfy(mismatch -> assertThat(mismatch.toString()).contains(NAME));
    }

    @Test
    void verifyMissesItInARecordOfItsEdition() {
        Audit audit = Verification.of(ForgedRun.in(folder), since(1));

        assertThat(audit.mismatches())
                .isNotEmpty()
                .allSatisfy(mismatch -> assertThat(mismatch.toString()).contains(NAME, "is missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "lfw-verification", "services-rehearsal"})
    void recordsOfAnOlderEditionAreNoWorseForIt(String run) {
        RunRecord committed =
                new RunRecord(Home.PATH.resolve("results/reference").resolve(run));

        assertThat(Verification.of(committed, since(2)).mismatches()).isEmpty();
    }

    @Test
    void aGateMayAskThatNothingOfItIsLost() throws IOException {
        RunRecord base = withTheMetric(folder.resolve("base"));
        RunRecord now = withTheMetric(folder.resolve("now"));
        Path file = Files.writeString(folder.resolve("gate.yaml"), """
                alpha: 0.05
                power: 0.8
                same_within: 0.000001
                rules:
                  - {metric: %1$s, margin: 0.05}
                  - {metric: %1$s_net, margin: 0.05}
                throughput: {gated: false, margin: 0.5}
                """.formatted(NAME));
        Gate gate = GateReader.read(file, since(1).gateable());

        Comparison comparison = Comparison.of(base, now, gate, since(1));

        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison.rows())
                .extracting(row -> row.metric(), row -> row.why())
                .contains(
                        org.assertj.core.groups.Tuple.tuple(NAME, "the same trials"),
                        org.assertj.core.groups.Tuple.tuple(NAME + "_net", "the same trials"));
        assertThat(comparison.rows())
                .as("worst cases, too")
                .anySatisfy(
                        row -> assertThat(row.countermeasure() + row.metric()).isEqualTo("worst" + NAME + "_net"));
    }

    @Test
    void theReportShowsItWithItsDefinitionInTheGeneralTable() throws IOException {
        RunRecord record = withTheMetric(folder.resolve("run"));

        Report.write(List.of(record), folder.resolve("report"), new ReportOptions(false, since(1)));

        String tables = Files.readString(folder.resolve("report/tables.md"));
        assertThat(tables).contains("share of probes whose subject is beyond rank 3");
        assertThat(tables).contains("Further metrics", "Percent; higher is better for the subject");
    }

    private static RunRecord withTheMetric(Path folder) {
        RunRecord record = ForgedRun.in(folder, since(1));
        assertThat(record.metrics()).extracting(MetricValue::metric).contains(NAME);
        return record;
    }

    private static List<Trial> searches(RunRecord record) {
        List<Trial> trials = new ArrayList<>();
        Trial first = null;
        for (RecordedTrial recorded : record.trials()) {
            Trial trial = recorded.trial();
            first = first == null ? trial : first;
            if (trial.cell().equals(first.cell()) && trial.pairing() == Pairing.PROTECTED_CLEAN) {
                trials.add(trial);
            }
        }
        return trials;
    }

    /** As somebody would who forges the digests, too. */
    private static void rewrite(RunRecord record, List<MetricValue> values) {
        record.writeMetrics(values);
        record.write(record.info());
    }

    private static MetricValue with(MetricValue value, double other) {
        return new MetricValue(
                value.cell(),
                value.pairing(),
                value.metric(),
                other,
                value.interval(),
                value.clusterInterval(),
                value.n(),
                value.unit(),
                value.better(),
                value.far());
    }
}
