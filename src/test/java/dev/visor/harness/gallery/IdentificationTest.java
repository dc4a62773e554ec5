package dev.visor.harness.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.gallery.BlockSearch.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches counted by hand: a gallery of Ann, Bob, Ann and Cid; Dan is in no gallery. */
class IdentificationTest {

    private static final List<String> GALLERY = List.of("ann", "bob", "ann", "cid");

    private static final Identification ANN_FIRST = count("ann", new Match(2, .9), new Match(1, .5), new Match(0, .4));
    private static final Identification BOB_SECOND = count("bob", new Match(0, .62), new Match(1, .61));
    private static final Identification CID_LOST = count("cid", new Match(0, .7), new Match(1, .7));
    private static final Identification DAN = count("dan", new Match(3, .655), new Match(1, .1));

    @Test
    void aMateIsAHitAtTheRankOfTheFirstPhotoOfThePerson() {
        Identification all = ANN_FIRST.plus(BOB_SECOND).plus(CID_LOST).plus(DAN);

        assertThat(all.mated()).isEqualTo(3);
        assertThat(all.nonMated()).isEqualTo(1);
        assertThat(all.within(1)).isEqualTo(1);
        assertThat(all.within(2)).isEqualTo(2);
        assertThat(all.within(3)).isEqualTo(2);
    }

    @Test
    void aSearchWithAMateMissesAboveTheMatesSimilarityAndOneWithoutReturnsSomebodyUpToItsBest() {
        assertThat(at(BOB_SECOND.missed(), .61)).isZero();
        assertThat(at(BOB_SECOND.missed(), .615)).isEqualTo(1);
        assertThat(at(CID_LOST.missed(), -1)).isEqualTo(1);
        assertThat(at(DAN.accepted(), .655)).isEqualTo(1);
        assertThat(at(DAN.accepted(), .66)).isZero();
        assertThat(at(DAN.missed(), .9)).isZero();
    }

    @Test
    void thresholdsGoFromMinusOneToOne() {
        assertThat(Identification.threshold(0)).isEqualTo(-1);
        assertThat(Identification.threshold(Identification.THRESHOLDS - 1)).isEqualTo(1);
        assertThat(Identification.threshold(331)).isEqualTo(.655);
    }

    @Test
    void countsOfPartsAddUpToThoseOfAll() {
        List<Match> ann = List.of(new Match(2, .9));
        List<Match> dan = List.of(new Match(3, .6));

        assertThat(Identification.of(List.of(ann, dan), List.of("ann", "dan"), GALLERY, 3))
                .isEqualTo(Identification.of(List.of(dan), List.of("dan"), GALLERY, 3)
                        .plus(Identification.of(List.of(ann), List.of("ann"), GALLERY, 3)));
    }

    private static Identification count(String person, Match... found) {
        return Identification.of(List.of(List.of(found)), List.of(person), GALLERY, 3);
    }

    private static long at(long[] counts, double threshold) {
        return counts[(int) Math.round(200 * threshold) + 200];
    }
}
