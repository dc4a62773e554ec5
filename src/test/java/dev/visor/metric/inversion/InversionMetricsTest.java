package dev.visor.metric.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Metric;
import dev.visor.metric.Trials;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.recognition.AcceptedAtFar;
import dev.visor.stats.Calibration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What one judge says of reconstructions, in numbers that can be checked by eye. */
class InversionMetricsTest {

    private static final Cell CELL =
            SampleCells.inversion("ahm", "gmi", AttackerAccess.WHITE_BOX, "m", "juror", "orl", 1);

    private static final double[] IMPOSTORS = {.1, .2, .3, .4, .5, .6, .7, .8, .9, .95};

    /** One impostor of ten lies above .9, five lie above .5. */
    private static final Threshold STRICT = Calibration.atFarOfFew(new Far(.1), IMPOSTORS);

    private static final Threshold LAX = Calibration.atFarOfFew(new Far(.5), IMPOSTORS);

    @Test
    void recoversWhoeverIsAcceptedOnAnotherPhotoAtTheThresholdOfTheFar() {
        List<MetricValue> values = of(
                AcceptedAtFar.RECOVER_VERIFY,
                pair("Ann", Label.OTHER, .91),
                pair("Ann", Label.OTHER, .9),
                pair("Bob", Label.OTHER, .51),
                pair("Bob", Label.OTHER, .5),
                pair("Cid", Label.OTHER, Trials.NO_FACE));

        assertThat(values).extracting(value -> value.far().orElseThrow().rate()).containsExactly(.1, .5);
        // What lies at the threshold itself is not above it.
        assertThat(values).extracting(MetricValue::value).containsExactly(.2, .6);
        assertThat(values)
                .allSatisfy(value -> assertThat(value.n()).isEqualTo(5))
                .allSatisfy(value -> assertThat(value.metric()).isEqualTo("recover_verify_rate"))
                .allSatisfy(value -> assertThat(value.better()).isEqualTo(Better.LOWER));
    }

    @Test
    void aPhotoThatTheTargetLearnedFromVerifiesNobody() {
        assertThat(of(AcceptedAtFar.RECOVER_VERIFY, pair("Ann", Label.SAME, .99), pair("Ann", Label.OTHER, .1)))
                .extracting(MetricValue::value)
                .containsExactly(0., 0.);
        assertThat(of(AcceptedAtFar.RECOVER_VERIFY, pair("Ann", Label.SAME, .99)))
                .isEmpty();
    }

    /** Of the same reconstructions, under a wrong name. */
    @Test
    void theRateOfWrongNamesStandsBesideTheRate() {
        List<Trial> trials = List.of(
                pair("Ann", Label.OTHER, .92),
                pair("Bob", Label.OTHER, .93),
                pair(Pairing.MISNAMED_CLEAN, "Bob", Label.OTHER, new Outcome.Compared(.94)),
                pair(Pairing.MISNAMED_CLEAN, "Ann", Label.OTHER, new Outcome.Compared(.3)));

        List<MetricValue> rates = Judgment.of(trials, List.of(STRICT)).stream()
                .filter(value -> value.metric().equals("recover_verify_rate"))
                .toList();

        assertThat(rates)
                .extracting(MetricValue::pairing)
                .containsExactly(Pairing.RECONSTRUCTED_CLEAN, Pairing.MISNAMED_CLEAN);
        assertThat(rates).extracting(MetricValue::value).containsExactly(1., .5);
    }

    @Test
    void theDistanceIsTwoLessTwiceTheCosineToTheVeryPhotoAndNoOther() {
        MetricValue value = of(
                        new InversionFeatureDistance(),
                        pair("Ann", Label.SAME, 1),
                        pair("Ann", Label.SAME, .5),
                        pair("Bob", Label.SAME, -1),
                        pair("Bob", Label.SAME, Trials.NO_FACE),
                        pair("Bob", Label.OTHER, .9))
                .get(0);

        // Distances 0, 1 and 4; their variance is 13/3.
        assertThat(value.value()).isCloseTo(5 / 3., within(1e-12));
        assertThat(value.n()).isEqualTo(3);
        assertThat(value.better()).isEqualTo(Better.HIGHER);
        Interval interval = value.interval().orElseThrow();
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.95996 * Math.sqrt(13) / 3, within(1e-4));
        assertThat(interval.high() + interval.low()).isCloseTo(2 * 5 / 3., within(1e-12));
    }

    @Test
    void oneReconstructionHasNoIntervalAndNoneHasNoDistance() {
        assertThat(of(new InversionFeatureDistance(), pair("Ann", Label.SAME, .25)))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isEqualTo(1.5))
                .satisfies(value -> assertThat(value.interval()).isEmpty());
        assertThat(of(new InversionFeatureDistance(), pair("Ann", Label.OTHER, .25)))
                .isEmpty();
    }

    private static List<MetricValue> of(Metric metric, Trial... trials) {
        return metric.of(new CellTrials(List.of(trials), List.of(STRICT, LAX)));
    }

    private static Trial pair(String person, Label label, double similarity) {
        return pair(person, label, new Outcome.Compared(similarity));
    }

    private static Trial pair(String person, Label label, Outcome outcome) {
        return pair(Pairing.RECONSTRUCTED_CLEAN, person, label, outcome);
    }

    private static Trial pair(Pairing pairing, String person, Label label, Outcome outcome) {
        SubjectId subject = new SubjectId(person);
        return new Trial.Verification(
                CELL,
                pairing,
                subject,
                new PhotoId(person + "#0"),
                subject,
                new PhotoId(person + "_3"),
                label,
                OptionalInt.empty(),
                outcome);
    }
}
