package dev.visor.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Alignment;
import dev.visor.core.Embedding;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.harness.Guards;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.recognizer.Recognizer;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.selftest.bed.GeneratedBed;
import dev.visor.selftest.bed.PhotosOf;
import dev.visor.stats.Calibration;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that are no switch in the harness: what they decide is a definition, or follows from the order of things. Each is shown to
 * matter by what a record would say that was made by the other definition.
 */
class MutationTest {

    @TempDir
    private static Path folder;

    private static GeneratedBed bed;

    /** By case: several tests look at the run of one. */
    private static final Map<String, RunOutcome.Completed> SEEN = new HashMap<>();

    @BeforeAll
    static void drawPeople() throws IOException {
        bed = new GeneratedBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void ifAMissedFaceCountedAsProtectedTheFaceDestroyerWouldProtectEverybody() {
        SeededCase seededCase = seededCase("face-destroyer");
        RunOutcome.Completed seen = see(seededCase);

        assertThat(caught(seededCase, seen)).isTrue();
        assertThat(caught(seededCase, with(seen, replaced(seen, "psr_dodging", "psr_dodging_fte"))))
                .isFalse();
    }

    @Test
    void ifTheWorstCountermeasureWereNotTheHeadlineTheFragilePerturbationWouldProtectEverybody() {
        SeededCase seededCase = seededCase("jpeg-fragile");
        RunOutcome.Completed seen = see(seededCase);
        List<MetricValue> untouched = seen.metrics().stream()
                .filter(value -> value.cell().countermeasure().equals("none"))
                .toList();
        List<MetricValue> taken = untouched.stream()
                .map(value -> moved(value, WorstCase.COUNTERMEASURE))
                .toList();
        List<MetricValue> others = seen.metrics().stream()
                .filter(value -> !value.cell().countermeasure().equals(WorstCase.COUNTERMEASURE))
                .toList();

        assertThat(caught(seededCase, seen)).isTrue();
        assertThat(caught(
                        seededCase,
                        with(
                                seen,
                                Stream.concat(others.stream(), taken.stream()).toList())))
                .isFalse();
    }

    @Test
    void ifThresholdsWereCalibratedOnProtectedFacesOnePatternForAllWouldProtectEverybody() {
        SeededCase seededCase = seededCase("threshold-mover");
        RunOutcome.Completed seen = see(seededCase);
        List<Trial> trials = seen.trials().stream()
                .map(RecordedTrial::trial)
                .filter(trial -> trial.cell().defense().equals(seededCase.id())
                        && trial.cell().model().equals(bed.blackBox())
                        && trial.cell().alignment() == Alignment.PHOTO)
                .toList();
        List<MetricValue> mutated = new ArrayList<>(seen.metrics());
        mutated.removeIf(value -> value.cell().equals(trials.get(0).cell()));
        mutated.addAll(Judgment.of(trials, List.of(onProtectedFaces(seededCase, seen))));

        assertThat(caught(seededCase, seen)).isTrue();
        assertThat(caught(seededCase, with(seen, mutated))).isFalse();
    }

    @Test
    void ifNobodyCountedLostGradientsTheMaskerWouldPassForAPerturbationThatFailed() {
        SeededCase seededCase = seededCase(SeededDefenses.MASKED);
        RunOutcome.Completed seen = see(seededCase);
        RunInfo info = seen.info();
        RunInfo silent =
                info.ended(info.status(), info.started(), info.thresholds(), info.counts(), info.ledgers(), List.of());

        assertThat(caught(seededCase, seen)).isTrue();
        assertThat(caught(seededCase, new RunOutcome.Completed(silent, seen.metrics(), seen.photos(), seen.trials())))
                .isFalse();
    }

    @Test
    void noDefenseMovesAThreshold() {
        assertThat(see(seededCase("threshold-mover")).info().thresholds())
                .isEqualTo(see(seededCase("none")).info().thresholds());
    }

    /** The threshold that the people of the calibration would give if the defense had been run on them, too. */
    private Threshold onProtectedFaces(SeededCase seededCase, RunOutcome.Completed seen) {
        ResolvedSuite suite = seededCase.suite(bed, Guards.ALL);
        try (Compute compute = Compute.open("cpu");
                Recognizer recognizer = bed.recognizer(suite.recognizers().get(bed.blackBox()), compute)) {
            List<FaceImage> strangers = PhotosOf.strangers(bed, 30);
            List<FaceImage> protectedOnes = seededCase
                    .defense()
                    .protect(strangers, new DefenseContext(new Surrogates(List.of(), compute), List.of(), List.of()));
            List<Embedding> embeddings = recognizer.embed(protectedOnes);
            List<Double> similarities = new ArrayList<>();
            for (int i = 0; i < embeddings.size(); i++) {
                for (int k = i + 1; k < embeddings.size(); k++) {
                    similarities.add(embeddings.get(i).similarity(embeddings.get(k)));
                }
            }
            return Calibration.atFar(
                    suite.suite().fars().get(0),
                    similarities.stream().mapToDouble(s -> s).toArray());
        }
    }

    /** Every value of a metric replaced by that of another, where the record has it. */
    private static List<MetricValue> replaced(RunOutcome.Completed seen, String metric, String by) {
        return seen.metrics().stream()
                .map(value -> value.metric().equals(metric)
                        ? seen.metrics().stream()
                                .filter(other -> other.metric().equals(by)
                                        && other.cell().equals(value.cell())
                                        && other.pairing() == value.pairing())
                                .findFirst()
                                .map(other -> renamed(other, metric))
                                .orElse(value)
                        : value)
                .toList();
    }

    private static MetricValue renamed(MetricValue value, String metric) {
        return value.withMetric(metric);
    }

    private static MetricValue moved(MetricValue value, String countermeasure) {
        return new MetricValue(
                value.cell().withCountermeasure(countermeasure),
                value.pairing(),
                value.metric(),
                value.value(),
                value.interval(),
                value.clusterInterval(),
                value.n(),
                value.unit(),
                value.better(),
                value.far());
    }

    private static RunOutcome.Completed with(RunOutcome.Completed seen, List<MetricValue> metrics) {
        return new RunOutcome.Completed(seen.info(), metrics, seen.photos(), seen.trials());
    }

    private boolean caught(SeededCase seededCase, RunOutcome seen) {
        return seededCase.judge().of(seen).caught();
    }

    private SeededCase seededCase(String id) {
        return new SeededDefenses(bed)
                .all().stream()
                        .filter(seededCase -> seededCase.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    private RunOutcome.Completed see(SeededCase seededCase) {
        return SEEN.computeIfAbsent(seededCase.id(), id -> (RunOutcome.Completed)
                new SelfTest(folder.resolve("runs"), "cpu", Clock.systemUTC()).see(seededCase, bed, Optional.empty()));
    }
}
