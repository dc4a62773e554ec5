package dev.visor.metric.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.NetRate;
import dev.visor.metric.Trials;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.metric.recognition.RankUntargeted;
import dev.visor.stats.Calibration;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class NetRatesTest {

    /** Accepts what lies above .4. */
    private static final Threshold STRICT = Calibration.atFarOfFew(new Far(.5), new double[] {.4, .6});

    private static final List<NetRate> SEARCHES = List.of(new NetRate(new RankUntargeted(1)));
    private static final List<NetRate> COMPARISONS = List.of(new NetRate(new PsrDodging()));

    private final NetRates net = new NetRates(SEARCHES);

    /**
     * Five probes. Clean: Ann, Bob and Cid are found, Dan and Eve are not. Protected: Ann and Bob are hidden, too, but Dan is found. Three less two
     * of five.
     */
    @Test
    void isWhatTheDefenseHidesLessWhatTheRecognizerMissesAnyway() {
        net.add(searches("none", 1, 1, 1, 2, 2), List.of());
        net.add(searches("cloak", 2, 2, 1, 1, 2), List.of());

        MetricValue value = only(net.metrics());

        assertThat(value.metric()).isEqualTo("rank1_untargeted_net");
        assertThat(value.value()).isEqualTo(.2);
        assertThat(value.n()).isEqualTo(5);
        assertThat(value.cell().defense()).isEqualTo("cloak");
        assertThat(value.interval()).contains(PairedRates.of(1, 2, 5).interval(.95));
        assertThat(value.clusterInterval()).isPresent();
    }

    /** By hand: nobody changed sides among 12 pairs, z = 1.96: z^2 / (n + z^2) = 3.8415 / 15.8415 to either side. */
    @Test
    void hasAnIntervalEvenWhereNothingChanged() {
        int[] all = {2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        net.add(searches("none", all), List.of());
        net.add(searches("cloak", all), List.of());

        MetricValue value = only(net.metrics());
        Interval interval = value.interval().orElseThrow();

        assertThat(value.value()).isZero();
        assertThat(interval.high()).isCloseTo(3.8415 / 15.8415, within(1e-4));
        assertThat(interval.low()).isCloseTo(-3.8415 / 15.8415, within(1e-4));
    }

    /** A face that is missed is protected under neither: hidden and then missed is lost. */
    @Test
    void countsAFaceThatWasNotFoundAsNotProtectedAsTheRateDoes() {
        net.add(searches("none", 1, 2), List.of());
        net.add(searches("cloak", 0, 0), List.of());

        assertThat(only(net.metrics()).value()).isEqualTo(-.5);
    }

    @Test
    void hasNoValueForTheControlAndNoneWithoutIt() {
        net.add(searches("none", 1, 2), List.of());
        assertThat(net.metrics()).isEmpty();

        NetRates alone = new NetRates(SEARCHES);
        alone.add(searches("cloak", 1, 2), List.of());
        assertThat(alone.metrics()).isEmpty();
    }

    @Test
    void isAboutTheProbesThatBothMet() {
        net.add(searches("none", 1, 1, 1, 1), List.of());
        net.add(searches("cloak", 2, 1), List.of());

        MetricValue value = only(net.metrics());

        assertThat(value.n()).isEqualTo(2);
        assertThat(value.value()).isEqualTo(.5);
    }

    @Test
    void takesTheControlOfTheSameRecognizerAndCountermeasure() {
        Cell other = SampleCells.recognition(
                "none", List.of(), "zoo", "other", "lfw", 1, Alignment.PHOTO, "none", Access.NONE);
        net.add(searches(other, 2, 2), List.of());
        net.add(searches("cloak", 2, 2), List.of());

        assertThat(net.metrics()).isEmpty();
    }

    @Test
    void pairsEveryComparisonWithThatOfTheSameMateAtEveryFar() {
        NetRates compared = new NetRates(COMPARISONS);
        Threshold loose = Calibration.atFarOfFew(new Far(.75), new double[] {.1, .2, .3, .4});
        List<Threshold> both = List.of(STRICT, loose);
        compared.add(comparisons("none", .5, .3, .15), both);
        compared.add(comparisons("cloak", .35, .05, .15), both);

        // Above .4 are .5 | none: one more is rejected of three. Above .1 are .5, .3, .15 | .35, .15: likewise.
        assertThat(compared.metrics())
                .extracting(v -> v.far().orElseThrow().rate(), MetricValue::value, MetricValue::n)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(.5, 1 / 3., 3L),
                        org.assertj.core.groups.Tuple.tuple(.75, 1 / 3., 3L));
    }

    /** Clean, jpeg hides Bob and blur hides Ann: in the worst case nobody. Protected all but Cid are hidden on both. */
    @Test
    void takesTheWorstCaseLessThatOfTheControl() {
        net.add(searches(on("none", "none"), 1, 1, 1), List.of());
        net.add(searches(on("none", "jpeg"), 1, 2, 1), List.of());
        net.add(searches(on("cloak", "none"), 2, 2, 2), List.of());
        net.add(searches(on("cloak", "jpeg"), 2, 2, 1), List.of());

        assertThat(net.metrics())
                .extracting(v -> v.cell().countermeasure(), MetricValue::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("none", 1.),
                        org.assertj.core.groups.Tuple.tuple("jpeg", 1 / 3.),
                        org.assertj.core.groups.Tuple.tuple("worst", 2 / 3.));
    }

    /** The control meets what was trained for others, too: a tracker who can do more must not make this defense look better. */
    @Test
    void comparesWorstCasesOverTheSameCountermeasures() {
        net.add(searches(on("none", "none"), 2, 2), List.of());
        net.add(searches(on("none", "jpeg"), 2, 2), List.of());
        net.add(searches(on("none", "trained"), 1, 1), List.of());
        net.add(searches(on("cloak", "none"), 2, 2), List.of());
        net.add(searches(on("cloak", "jpeg"), 2, 2), List.of());

        assertThat(net.metrics()).extracting(MetricValue::value).containsExactly(0., 0., 0.);
    }

    private static MetricValue only(List<MetricValue> values) {
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    private static Cell on(String defense, String countermeasure) {
        return SampleCells.recognition(
                defense, List.of(), "zoo", "victim", "lfw", 1, Alignment.PHOTO, countermeasure, Access.NONE);
    }

    private static List<Trial> searches(String defense, int... ranks) {
        return searches(on(defense, "none"), ranks);
    }

    /** One probe a person; at rank 0 no face is found. */
    private static List<Trial> searches(Cell cell, int... ranks) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            SubjectId subject = new SubjectId("person-" + i);
            boolean missed = ranks[i] == 0;
            trials.add(new Trial.Identification(
                    cell,
                    Pairing.PROTECTED_CLEAN,
                    subject,
                    new PhotoId(subject + "_1"),
                    missed ? Trials.NO_FACE : new Outcome.Compared(.5),
                    missed
                            ? Optional.empty()
                            : Optional.of(new Trial.Found(ranks[i], OptionalInt.empty(), Optional.empty(), subject))));
        }
        return trials;
    }

    /** All of one probe, each with another mate. */
    private static List<Trial> comparisons(String defense, double... similarities) {
        List<Trial> trials = new ArrayList<>();
        SubjectId subject = new SubjectId("Ann");
        for (int i = 0; i < similarities.length; i++) {
            trials.add(new Trial.Verification(
                    on(defense, "none"),
                    Pairing.PROTECTED_CLEAN,
                    subject,
                    new PhotoId("Ann_0"),
                    subject,
                    new PhotoId("Ann_" + (i + 1)),
                    Label.OTHER,
                    OptionalInt.empty(),
                    new Outcome.Compared(similarities[i])));
        }
        return trials;
    }
}
