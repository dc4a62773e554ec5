package dev.visor.metric.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.metric.Rate;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class SliceRatesTest {

    /** Probes 0 to 9 in the light, 10 to 19 in the dark, 20 and 21 in the rain, 22 is not labelled. */
    private final SliceRates rates = new SliceRates(labels());

    /** By hand: 8 of 10 hidden in the light, 3 of 10 in the dark, both in the rain, 1 of 1 without a label. */
    @Test
    void tellsTheRateOfEveryGroupAndItsSize() {
        rates.add(searches("none", 2, 7), List.of());

        assertThat(rates.values())
                .extracting(
                        SliceValue::group,
                        v -> v.value().value(),
                        v -> v.value().n())
                .containsExactly(
                        Tuple.tuple("dark", .3, 10L),
                        Tuple.tuple("light", .8, 10L),
                        Tuple.tuple("rain", 1., 2L),
                        Tuple.tuple("unlabelled", 1., 1L));
    }

    /** Of two groups that are large enough, at 97.5 % each: z = 2.2414 for 3 of 10. */
    @Test
    void theWorstOfTheLargeGroupsHasAnIntervalThatAllowsForHavingBeenPicked() {
        rates.add(searches("none", 2, 7), List.of());

        List<SliceValue> worst =
                rates.values().stream().filter(v -> v.worst().isPresent()).toList();

        assertThat(worst).extracting(SliceValue::group).containsExactly("dark");
        assertThat(worst.get(0).compared()).isEqualTo(2);
        Interval interval = worst.get(0).worst().orElseThrow();
        double z = 2.241403;
        double shrink = 1 + z * z / 10;
        double half = z * Math.sqrt(.3 * .7 / 10 + z * z / 400) / shrink;
        assertThat(interval.low()).isCloseTo((.3 + z * z / 20) / shrink - half, within(1e-6));
        assertThat(interval.high()).isCloseTo((.3 + z * z / 20) / shrink + half, within(1e-6));
        assertThat(interval.high())
                .isGreaterThan(worst.get(0).value().interval().orElseThrow().high());
    }

    /** Two in the rain are both found: a rate of 0, and no claim. */
    @Test
    void aSmallGroupIsShownAndNeverTheWorst() {
        List<Trial> trials = new ArrayList<>(searches("none", 2, 7).subList(0, 20));
        trials.add(search("none", 20, 1));
        trials.add(search("none", 21, 1));
        rates.add(trials, List.of());

        assertThat(rates.values())
                .anySatisfy(v -> {
                    assertThat(v.group()).isEqualTo("rain");
                    assertThat(v.value().value()).isZero();
                    assertThat(v.worst()).isEmpty();
                })
                .filteredOn(v -> v.worst().isPresent())
                .extracting(SliceValue::group)
                .containsExactly("dark");
    }

    @Test
    void oneLargeGroupIsTheWorstOfNothing() {
        rates.add(searches("none", 2, 7).subList(0, 10), List.of());

        assertThat(rates.values()).allSatisfy(v -> assertThat(v.worst()).isEmpty());
    }

    /** The first two are found as they are, probe 2 and those from 17 on only after jpeg. */
    @Test
    void theWorstCaseIsOverTheCountermeasuresAndTheSingleOnesAreNotTold() {
        rates.add(searches("none", 2, 0), List.of());
        rates.add(searches("jpeg", 3, 7), List.of());

        assertThat(rates.values())
                .filteredOn(v -> v.group().equals("light") || v.group().equals("dark"))
                .extracting(
                        v -> v.value().cell().countermeasure(),
                        SliceValue::group,
                        v -> v.value().value())
                .containsExactly(
                        Tuple.tuple("none", "dark", 1.),
                        Tuple.tuple("none", "light", .8),
                        Tuple.tuple("worst", "dark", .3),
                        Tuple.tuple("worst", "light", .7));
    }

    /** Ten people with two like photos each: no more is known of them than of ten photos. */
    @Test
    void photosOfOnePersonCountAsOneWhereTheyAreAlike() {
        Rate twice = new Rate();
        Rate once = new Rate();
        for (int i = 0; i < 40; i++) {
            twice.add(new SubjectId("p" + i % 20), i % 20 < 6);
            once.add(new SubjectId("p" + i), i < 12);
        }

        Interval wide = twice.interval(.95);
        Interval narrow = once.interval(.95);

        assertThat(narrow.low()).isCloseTo(Wilson.interval(12, 40).low(), within(1e-9));
        assertThat(wide.low()).isLessThan(narrow.low() - .03);
        assertThat(wide.high()).isGreaterThan(narrow.high() + .03);
    }

    @Test
    void withoutLabelsThereIsNothingToTell() {
        SliceRates none = new SliceRates(List.of());
        none.add(searches("none", 2, 7), List.of());

        assertThat(none.values()).isEmpty();
    }

    private static List<SliceLabel> labels() {
        List<SliceLabel> labels = new ArrayList<>();
        for (int i = 0; i < 22; i++) {
            labels.add(new SliceLabel(probe(i), "weather", i < 10 ? "light" : i < 20 ? "dark" : "rain"));
        }
        labels.add(new SliceLabel(probe(22), "weather", SliceLabel.UNLABELLED));
        return labels;
    }

    /** So many of the first ten are found, and of the second ten. */
    private static List<Trial> searches(String countermeasure, int foundInTheLight, int foundInTheDark) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            boolean found = i < 10 ? i < foundInTheLight : i < 20 && i - 10 < foundInTheDark;
            trials.add(search(countermeasure, i, found ? 1 : 5));
        }
        return trials;
    }

    private static Trial search(String countermeasure, int i, int rank) {
        return new Trial.Identification(
                SampleCells.recognition(
                        "cloak", List.of(), "zoo", "victim", "lfw", 1, Alignment.PHOTO, countermeasure, Access.NONE),
                Pairing.PROTECTED_CLEAN,
                new SubjectId("person-" + i),
                probe(i),
                new Outcome.Compared(.5),
                Optional.of(new Trial.Found(rank, OptionalInt.empty(), Optional.empty(), new SubjectId("any"))));
    }

    private static PhotoId probe(int i) {
        return new PhotoId("photo-" + i);
    }
}
