package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.InputError;
import dev.visor.core.measure.Far;
import dev.visor.stats.TenFold.Pair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenFoldTest {

    /** Two folds of two pairs: squared distances .2 genuine and 1 impostor, .4 genuine and .3 impostor. */
    private static final List<Pair> FOUR =
            List.of(new Pair(0, true, .2), new Pair(0, false, 1), new Pair(1, true, .4), new Pair(1, false, .3));

    @Test
    void judgesEachFoldWithTheFirstBestThresholdOfTheOther() {
        TenFold.Accuracy accuracy = new TenFold(FOUR).accuracy();

        // The second fold is best (1 of 2) from t = 0 on, the first (2 of 2) from the first t above .2 on.
        assertThat(accuracy.thresholds()).containsExactly(0., 21 * .01);
        assertThat(accuracy.mean()).isEqualTo(.5);
        assertThat(accuracy.std()).isZero();
        assertThat(accuracy.correct()).isEqualTo(2);
        assertThat(accuracy.pairs()).isEqualTo(4);
    }

    @Test
    void takesAFaceThatWasNotFoundForDifferent() {
        List<Pair> pairs = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            pairs.addAll(List.of(
                    Pair.compared(fold, true, .9),
                    Pair.compared(fold, false, .1),
                    Pair.notAcquired(fold, true),
                    Pair.notAcquired(fold, false)));
        }
        assertThat(new TenFold(pairs).accuracy().mean()).isEqualTo(.75);
    }

    /** The expected figures come from InsightFace's algorithm in NumPy on the same 1,200 pairs. */
    @Test
    void agreesWithInsightFaceOnAccuracy() {
        TenFold.Accuracy accuracy = new TenFold(pseudoRandomPairs()).accuracy();

        assertThat(accuracy.mean()).isCloseTo(0.9533333333333334, within(1e-12));
        assertThat(accuracy.std()).isCloseTo(0.010671873729054758, within(1e-12));
        assertThat(accuracy.thresholds().get(0)).isCloseTo(1.6, within(1e-12));
        assertThat(accuracy.thresholds().get(1)).isCloseTo(1.61, within(1e-12));
        assertThat(accuracy.correct()).isEqualTo(1144);
    }

    @Test
    void agreesWithNumPyOnTarAtFar() {
        TenFold.Tar at5Percent = new TenFold(pseudoRandomPairs()).tarAt(new Far(.05));
        TenFold.Tar at2Percent = new TenFold(pseudoRandomPairs()).tarAt(new Far(.02));

        assertThat(at5Percent.mean()).isCloseTo(0.89, within(1e-12));
        assertThat(at5Percent.std()).isCloseTo(0.015275252316519461, within(1e-12));
        assertThat(at5Percent.far()).isCloseTo(0.04833333333333333, within(1e-12));
        assertThat(at2Percent.mean()).isCloseTo(0.7533333333333333, within(1e-12));
        assertThat(at2Percent.far()).isCloseTo(0.018333333333333333, within(1e-12));
        assertThat(at2Percent.accepted()).isEqualTo(452);
    }

    @Test
    void refusesAFarThatTheOtherFoldsCannotResolve() {
        TenFold pairs = new TenFold(pseudoRandomPairs());

        assertThat(pairs.resolves(new Far(.02))).isTrue();
        assertThatThrownBy(() -> pairs.tarAt(new Far(.01)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("FAR 0.01 needs at least 1000 impostor pairs")
                .hasMessageContaining("have 540");
    }

    @Test
    void needsTwoMixedFolds() {
        assertThatThrownBy(() -> new TenFold(FOUR.subList(0, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TenFold(FOUR.subList(0, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Pair> pseudoRandomPairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int k = 0; k < 1200; k++) {
            boolean genuine = k % 120 < 60;
            double u = k * 7919 % 1009 / 1009.;
            double v = k * 104729 % 997 / 997.;
            double similarity = genuine ? .2 + .7 * u : -.3 + .8 * v * u;
            pairs.add(Pair.compared(k / 120, genuine, Math.rint(similarity * 1e6) / 1e6));
        }
        return pairs;
    }
}
