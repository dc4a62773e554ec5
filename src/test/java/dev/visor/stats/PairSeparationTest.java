package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairSeparationTest {

    private static final boolean[] GENUINE = {true, false, true, false, true, false};

    @Test
    void theBestThresholdDecidesOnAccuracy() {
        PairSeparation separation = PairSeparation.of(new double[] {.9, .1, .3, .4, .8, .2}, GENUINE);

        assertThat(separation.accuracy()).isEqualTo(5 / 6.);
        assertThat(separation.correct()).containsExactly(true, true, false, true, true, true);
    }

    /** Of nine pairings of a genuine with an impostor pair, one is in the wrong order. */
    @Test
    void theAucIsTheShareOfPairingsInTheRightOrder() {
        assertThat(PairSeparation.of(new double[] {.9, .1, .3, .4, .8, .2}, GENUINE)
                        .auc())
                .isEqualTo(8 / 9.);
        assertThat(PairSeparation.of(new double[] {.5, .5, .5, .5, .5, .5}, GENUINE)
                        .auc())
                .isEqualTo(.5);
    }

    /** Means .7 and .3; both variances are (.04 + 0 + .04) / 3. */
    @Test
    void dPrimeIsTheDistanceOfTheMeansInDeviations() {
        assertThat(PairSeparation.of(new double[] {.9, .1, .7, .3, .5, .5}, GENUINE)
                        .dPrime())
                .isEqualTo(.4 / Math.sqrt(.08 / 3), within(1e-9));
        assertThat(PairSeparation.of(new double[] {.5, .5, .5, .5, .5, .5}, GENUINE)
                        .dPrime())
                .isZero();
    }

    @Test
    void aDifferenceThatIsThereIsSeenAndOneThatIsNotIsNot() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 200;
        boolean[] genuine = new boolean[n];
        double[] good = new double[n];
        double[] alike = new double[n];
        double[] worse = new double[n];
        for (int i = 0; i < n; i++) {
            genuine[i] = i % 2 == 0;
            good[i] = (genuine[i] ? .5 : 0) + random.nextDouble(-.2, .2);
            alike[i] = good[i] + random.nextDouble(-.001, .001);
            worse[i] = good[i] + random.nextDouble(-.2, .2);
        }

        assertThat(PairSeparation.dPrimeDifference(good, worse, genuine, new Seed(1))
                        .low())
                .isPositive();
        Interval nothing = PairSeparation.dPrimeDifference(good, alike, genuine, new Seed(1));
        assertThat(nothing.low()).isNegative();
        assertThat(nothing.high()).isPositive();
    }
}
