package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.SmallRun;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.result.settings.SampleSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredWarningsTest {

    @Test
    void aDefenseThatDrewIsSeenIfThereIsOneSeed() {
        Ledger drawing = new Ledger("noise", List.of(), 0, 0, 0, 0, true);
        Ledger still = new Ledger("mim", List.of("net"), 10, 10, 0, 0, false);

        assertThat(warnings(List.of(still, drawing), List.of()))
                .containsExactly(new Warning(
                        "randomized-defense",
                        "noise drew at random, and with seed 7 alone one draw of each was measured"));
        assertThat(warnings(List.of(still), List.of())).isEmpty();
    }

    @Test
    void aModelThatFailsOnCleanPhotosIsNamedWithItsWorstNumber() {
        List<MetricValue> metrics = List.of(
                clean("none", "a", "rank1_untargeted", .21, Optional.empty()),
                clean("none", "a", "psr_dodging", .5, Optional.of(new Far(.01))),
                clean("none", "b", "rank1_untargeted", .2, Optional.empty()),
                clean("none", "c", "verification_accuracy", .89, Optional.empty()));

        assertThat(warnings(List.of(), metrics)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("clean-accuracy");
            assertThat(warning.message())
                    .endsWith("a (psr_dodging 50.0 % at FAR 0.01, n 100), c (verification_accuracy 89.0 %, n 100)");
        });
    }

    @Test
    void whatADefenseAchievesIsNoFaultOfTheModel() {
        assertThat(warnings(
                        List.of(),
                        List.of(
                                clean("mim", "a", "rank1_untargeted", .9, Optional.empty()),
                                clean("none", "a", "rank1_targeted", .9, Optional.empty()))))
                .isEmpty();
    }

    @Test
    void aModelThatRecognizesFewerProbesThanAskedForIsNamedAndSoIsOneThatRecognizesNobody() {
        List<MetricValue> metrics = List.of(
                clean("none", "all", "rank1_untargeted", 0, Optional.empty()),
                clean("none", "all", "rank1_untargeted_recognized", 0, Optional.empty()),
                clean("none", "nobody", "rank1_untargeted", .2, Optional.empty()));

        assertThat(asking(100, metrics)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("few-recognized");
            assertThat(warning.message()).endsWith(": nobody (0)");
        });
        assertThat(asking(101, metrics))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .endsWith(": all (100), nobody (0)");
    }

    private static List<Warning> asking(int recognized, List<MetricValue> metrics) {
        return MeasuredWarnings.of(
                SmallRun.started()
                        .withSettings(new SampleSettings()
                                .with("recognized", recognized)
                                .recognition()),
                new ProbeOutcomes(),
                metrics);
    }

    private static List<Warning> warnings(List<Ledger> ledgers, List<MetricValue> metrics) {
        RunInfo ended = SmallRun.started()
                .ended(RunInfo.Status.COMPLETED, Instant.EPOCH, List.of(), Counts.NONE, ledgers, List.of());
        return MeasuredWarnings.of(ended, new ProbeOutcomes(), metrics);
    }

    private static MetricValue clean(String defense, String model, String metric, double value, Optional<Far> far) {
        return new MetricValue(
                SampleCells.recognition(
                        defense, List.of(), "zoo", model, "lfw", 1, Alignment.PHOTO, "none", Access.NONE),
                Pairing.PROTECTED_CLEAN,
                metric,
                value,
                Optional.empty(),
                Optional.empty(),
                100,
                "rate",
                Better.HIGHER,
                far);
    }
}
