package dev.visor.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.contract.Home;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.recognition.AcceptedAtFar;
import dev.visor.metric.recognition.NoFaceRate;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricRegistryTest {

    private static final MetricRegistry REGISTRY = Metrics.registry();

    /** What a defended recognizer does for its user points up in the record, and is another matter. */
    private static final List<String> EITHER_WAY = List.of("verification_accuracy");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smoke",
                "lfw-tipim-mfn_y1",
                "lfw-verification",
                "services-rehearsal",
                "inversion-orl",
                "lfw-ladder"
            })
    void everyMetricOfACommittedRecordHasARowWithItsUnitAndDirection(String run) {
        Path folder = Home.PATH.resolve("results/reference").resolve(run);

        for (MetricValue value : new RunRecord(folder).metrics()) {
            MetricDefinition row = REGISTRY.named(value.metric()).orElseThrow(() -> new AssertionError(value.metric()));
            assertThat(value.unit()).as(value.metric()).isEqualTo(row.unit());
            if (!EITHER_WAY.contains(value.metric())) {
                assertThat(value.better()).as(value.metric()).isEqualTo(row.better());
            }
            assertThat(row.since()).as(value.metric()).isEqualTo(1);
        }
    }

    @Test
    void refusesTwoRowsOfOneName() {
        MetricDefinition row = REGISTRY.named("psr_dodging").orElseThrow();

        assertThatThrownBy(() -> REGISTRY.with(row)).hasMessage("two metrics are called psr_dodging");
    }

    @Test
    void knowsNamesWithAnEnding() {
        MetricDefinition missed =
                REGISTRY.named("psr_dodging_same_fte_recognized").orElseThrow();

        assertThat(missed.definition()).contains("like psr_dodging_same_fte");
        assertThat(missed.group()).isEqualTo(ReportGroup.SERVICES);
        assertThat(missed.gateable()).isFalse();
        assertThat(REGISTRY.named("psr_dancing_fte")).isEmpty();
    }

    @Test
    void aRecordOfTheFirstEditionHasNoNetRates() {
        assertThat(REGISTRY.upTo(1).net()).isEmpty();
        assertThat(REGISTRY.upTo(2).net())
                .extracting(NetRate::name)
                .contains("rank1_untargeted_net", "psr_dodging_net");
    }

    @Test
    void aGateMaySpeakOfWhatSingleProbesTell() {
        assertThat(REGISTRY.gateable())
                .containsExactlyInAnyOrder(
                        "rank1_untargeted",
                        "rank5_untargeted",
                        "rank1_targeted",
                        "rank5_targeted",
                        "psr_dodging",
                        "psr_dodging_same",
                        "psr_impersonation",
                        "psr_joint",
                        "tar_at_far",
                        "no_face_rate",
                        "verification_accuracy",
                        "ssim",
                        "psnr",
                        "rank1_untargeted_net",
                        "rank5_untargeted_net",
                        "rank1_targeted_net",
                        "psr_dodging_net",
                        "psr_impersonation_net",
                        "recall",
                        "recall_net",
                        "protected_at_1",
                        "protected_at_5",
                        "protected_at_10",
                        "tracked_round0",
                        "tracked_round1",
                        "tracked_round2",
                        "tracked_round3");
    }

    @Test
    void aRowSaysWhatTheMetricItselfSays() {
        for (MetricDefinition row : REGISTRY.rows()) {
            if (row.origin() instanceof MetricOrigin.OfTrials trials) {
                assertThat(row.name()).isEqualTo(trials.metric().name());
                assertThat(row.better()).isEqualTo(trials.metric().better());
            }
        }
    }

    @Test
    void whatHelpsTheSubjectMustHoldInEveryTrialThatCountsAsOne() {
        TrialQuestion dodging = new PsrDodging();
        TrialQuestion linked = AcceptedAtFar.TAR_AT_FAR;
        List<TrialQuestion.JudgedTrial> mixed =
                judged(Trials.pair("Ann", Label.OTHER, Trials.at(.3)), Trials.pair("Ann", Label.OTHER, Trials.at(.5)));
        List<TrialQuestion.JudgedTrial> missed =
                judged(Trials.pair("Ann", Label.OTHER, Trials.at(.5)), Trials.pair("Ann", Label.OTHER, Trials.NO_FACE));

        assertThat(dodging.worst(mixed)).isFalse();
        assertThat(linked.worst(mixed)).isTrue();
        assertThat(linked.worst(missed))
                .as("a face that was missed is linked to nobody")
                .isFalse();
        assertThat(new NoFaceRate().worst(missed)).isTrue();
    }

    @Test
    void definitionsAreSentencesWithoutTheirPeriod() {
        assertThatThrownBy(() -> new MetricDefinition(
                        "x",
                        "ends.",
                        "rate",
                        Better.HIGHER,
                        new MetricOrigin.OfRecord("y"),
                        ReportGroup.GENERAL,
                        1,
                        false))
                .hasMessageContaining("without its period");
        assertThat(new MetricRegistry(List.of(), Map.of()).rows()).isEmpty();
    }

    private static List<TrialQuestion.JudgedTrial> judged(dev.visor.core.Trial... trials) {
        return List.of(trials).stream()
                .map(trial -> new TrialQuestion.JudgedTrial(trial, java.util.Optional.of(Trials.AT_POINT_FOUR)))
                .toList();
    }
}
