package dev.visor.attack.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.zoo.GrowingGallery.Params;
import dev.visor.attack.zoo.GrowingGallery.Policy;
import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.metric.CellTrials;
import dev.visor.metric.recognition.GalleryPurity;
import dev.visor.metric.recognition.TrackedAfter;
import dev.visor.stats.Calibration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Ada is enrolled at 0 degrees, and her protected photos lead away in steps of 20, each just within the 25 that are accepted; her probe is at the
 * end of the chain.
 */
class GrowingGalleryTest {

    private static final double REACH = Math.cos(Math.toRadians(25));
    private static final List<Threshold> THRESHOLDS =
            List.of(Calibration.atFarOfFew(new Far(.2), new double[] {REACH, REACH, REACH, REACH, REACH}));

    private final SeenPeople seen = new SeenPeople();
    private final FacePhoto probe = seen.photo("ada", "ada-probe", 0, 70);
    private final FacePhoto enrolled = seen.photo("ada", "ada-0", 0, 90);
    private final List<FacePhoto> shared = List.of(
            seen.photo("ada", "ada-1", 0, 20), seen.photo("ada", "ada-2", 0, 40), seen.photo("ada", "ada-3", 0, 60));
    private final FacePhoto alike = seen.photo("eve", "eve-1", -20);
    private final FacePhoto unlike = seen.photo("tom", "tom-1", 180);
    private final Protocol protocol =
            SeenPeople.protocol(List.of(probe), List.of(enrolled), shared, List.of(alike, unlike));

    @Test
    void whatItAcceptsLeadsItOn() {
        List<Trial.Tracking> trials = grown(Policy.ACCEPTED, 3);

        assertThat(trials).extracting(Trial.Tracking::round).containsExactly(0, 1, 2, 3);
        assertThat(similarity(trials.get(0))).isCloseTo(Math.cos(Math.toRadians(70)), within(1e-6));
        assertThat(similarity(trials.get(3))).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-6));
        assertThat(trials.get(0).own()).isEqualTo(1);
        assertThat(trials.get(0).others()).isZero();
        // All three of the chain, and eve, who is as near as the first of them; never tom, and never the probe itself.
        assertThat(trials.get(3).own()).isEqualTo(4);
        assertThat(trials.get(3).others()).isEqualTo(1);
        assertThat(trials.get(3).mate()).isEqualTo(shared.get(2).id());
    }

    @Test
    void metricsTellHowFarItGotAndHowCleanItIs() {
        CellTrials trials = new CellTrials(List.copyOf(grown(Policy.ACCEPTED, 3)), THRESHOLDS);

        assertThat(value(new TrackedAfter(0).of(trials))).isZero();
        assertThat(value(new TrackedAfter(3).of(trials))).isEqualTo(1);
        assertThat(value(new GalleryPurity(0).of(trials))).isEqualTo(1);
        assertThat(value(new GalleryPurity(3).of(trials))).isCloseTo(4 / 5., within(1e-9));
    }

    @Test
    void asManyAtRandomJoinInTheControl() {
        List<Trial.Tracking> accepted = grown(Policy.ACCEPTED, 3);
        List<Trial.Tracking> random = grown(Policy.RANDOM, 3);

        for (int round = 0; round <= 3; round++) {
            assertThat(random.get(round).own() + random.get(round).others())
                    .isEqualTo(accepted.get(round).own() + accepted.get(round).others());
        }
    }

    @Test
    void aProbeThatIsNotFoundCountsAsTracked() {
        seen.lose(probe);

        assertThat(value(new TrackedAfter(0).of(new CellTrials(List.copyOf(grown(Policy.ACCEPTED, 1)), THRESHOLDS))))
                .isEqualTo(1);
    }

    @Test
    void withoutAThresholdNothingCanBeAccepted() {
        assertThatThrownBy(() -> seen.trials(
                        new GrowingGallery(new Params(Policy.ACCEPTED, 1)), protocol, List.of(), Trial.Tracking.class))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("set impostors and fars");
    }

    private List<Trial.Tracking> grown(Policy policy, int rounds) {
        return seen.trials(new GrowingGallery(new Params(policy, rounds)), protocol, THRESHOLDS, Trial.Tracking.class);
    }

    private static double similarity(Trial trial) {
        return ((Outcome.Compared) trial.outcome()).similarity();
    }

    private static double value(List<MetricValue> values) {
        return values.get(0).value();
    }
}
