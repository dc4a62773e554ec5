package dev.visor.metric.evaluation;

import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.pair;
import static dev.visor.metric.Trials.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Pairing;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Trials;
import dev.visor.result.Impostors;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.stats.Calibration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    @TempDir
    Path folder;

    @Test
    void findsEveryMetricByItsName() {
        assertThat(Metrics.registry().rows())
                .allSatisfy(
                        row -> assertThat(Metrics.registry().named(row.name())).contains(row));
        assertThat(Metrics.registry().named("rank_1")).isEmpty();
    }

    @Test
    void refusesTrialsOfTwoPairings() {
        Trial.Verification one = (Trial.Verification) pair("Ann", Label.OTHER, at(.1));
        Trial other = new Trial.Verification(
                one.cell(),
                Pairing.CLEAN_CLEAN,
                one.subject(),
                one.probe(),
                one.mateSubject(),
                one.mate(),
                one.label(),
                one.fold(),
                one.outcome());

        assertThatThrownBy(() -> Trials.judged(one, other)).hasMessageContaining("one cell and pairing");
        assertThatThrownBy(Trials::judged).hasMessageContaining("needs a trial");
    }

    @Test
    void areTheSameWhateverTheOrderOfTheTrials() {
        List<Trial> trials = manyTrials();
        List<Trial> backwards = new ArrayList<>(trials);
        Collections.reverse(backwards);
        List<Threshold> thresholds = List.of(Trials.AT_POINT_FOUR);

        assertThat(Metrics.registry().of(new CellTrials(backwards, thresholds)))
                .isEqualTo(Metrics.registry().of(new CellTrials(trials, thresholds)));
    }

    @Test
    void canBeComputedAgainFromTheFilesAlone() {
        RunRecord run = new RunRecord(folder);
        RandomGenerator random = new Seed(2).generator();
        Impostors impostors = new Impostors(
                "victim",
                "cal",
                IntStream.range(0, 1000)
                        .mapToDouble(i -> random.nextDouble() - .2)
                        .toArray());
        run.writeCalibration(List.of(impostors));
        Threshold threshold = Calibration.atFar(new Far(.1), impostors.similarities());
        List<Trial> written = new ArrayList<>();
        try (TrialWriter writer =
                run.trialWriter(List.of(Trials.CELL), c -> Optional.of("cal"), t -> OptionalDouble.empty())) {
            manyTrials().forEach(trial -> written.add(writer.write(trial)));
        }
        List<MetricValue> values = Metrics.registry().of(new CellTrials(written, List.of(threshold)));

        Threshold again =
                Calibration.atFar(new Far(.1), run.calibration().get(0).similarities());
        List<Trial> read = run.trials().stream().map(RecordedTrial::trial).toList();

        assertThat(again).isEqualTo(threshold);
        assertThat(Metrics.registry().of(new CellTrials(read, List.of(again)))).isEqualTo(values);
        assertThat(values)
                .extracting(MetricValue::metric)
                .contains("rank1_untargeted", "rank5_targeted", "psr_dodging", "psr_impersonation", "psr_joint");
    }

    @Test
    void aFileOfMetricsReadsBackTheWayItIsWrittenAgain() {
        RunRecord run = new RunRecord(folder);
        List<MetricValue> values = Metrics.registry().of(new CellTrials(manyTrials(), List.of(Trials.AT_POINT_FOUR)));
        run.writeMetrics(values);
        List<MetricValue> read = run.metrics();
        run.writeMetrics(read);

        assertThat(run.metrics()).isEqualTo(read).hasSameSizeAs(values);
    }

    private static List<Trial> manyTrials() {
        RandomGenerator random = new Seed(1).generator();
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String subject = new SubjectId("subject" + i % 20).value();
            trials.add(pair(subject, Label.OTHER, at(random.nextDouble())));
            trials.add(pair(subject, Label.TARGET, random.nextInt(9) == 0 ? Trials.NO_FACE : at(random.nextDouble())));
            trials.add(search(subject, 1 + random.nextInt(8), 1 + random.nextInt(8)));
        }
        return trials;
    }
}
