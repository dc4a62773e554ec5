package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    private static final Seed SEED = new Seed(3);

    /** Four ranks differ by one: 1 - 6 * 4 / (5 * 24). */
    @Test
    void isSpearmansOfRanks() {
        RankCorrelation correlation = RankCorrelation.of(
                        new double[] {.1, .2, .3, .4, .5}, new double[] {20, 10, 40, 30, 1000}, SEED)
                .orElseThrow();

        assertThat(correlation.rho()).isCloseTo(.8, within(1e-12));
        assertThat(correlation.things()).isEqualTo(5);
    }

    @Test
    void givesEqualValuesTheMeanOfTheirRanks() {
        assertThat(RankCorrelation.ranks(new double[] {3, 1, 3, 2, 3})).containsExactly(4, 1, 4, 2, 4);
    }

    /** Ranks 1.5 1.5 3 and 1 2 3: covariance 1.5, squares 1.5 and 2. */
    @Test
    void isPearsonsOfRanksWhereValuesAreEqual() {
        assertThat(RankCorrelation.of(new double[] {5, 5, 9}, new double[] {1, 2, 3}, SEED)
                        .orElseThrow()
                        .rho())
                .isCloseTo(1.5 / Math.sqrt(1.5 * 2), within(1e-12));
    }

    @Test
    void agreesWithTheSumOfSquaredDifferencesWhereNoValuesAreEqual() {
        RandomGenerator random = SEED.generator();
        double[] first = random.doubles(30).toArray();
        double[] second = random.doubles(30).toArray();
        double[] a = RankCorrelation.ranks(first);
        double[] b = RankCorrelation.ranks(second);
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }

        assertThat(RankCorrelation.of(first, second, SEED).orElseThrow().rho())
                .isCloseTo(1 - 6 * squares / (30 * (900 - 1)), within(1e-12));
    }

    /** Fisher's transform of 100 unrelated pairs has a standard error of 1/sqrt(97), some more for ranks. */
    @Test
    void hasTheIntervalOfUnrelatedValues() {
        RandomGenerator random = new Seed(11).generator();
        double[] first = random.doubles(100).toArray();
        double[] second = random.doubles(100).toArray();

        RankCorrelation correlation = RankCorrelation.of(first, second, SEED).orElseThrow();

        double half = 1.96 / Math.sqrt(97);
        Interval interval = correlation.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(correlation.rho() - half, within(.04));
        assertThat(interval.high()).isCloseTo(correlation.rho() + half, within(.04));
    }

    @Test
    void isTheSameForTheSameSeed() {
        double[] first = {1, 2, 3, 4, 5, 6};
        double[] second = {2, 1, 4, 3, 6, 5};

        assertThat(RankCorrelation.of(first, second, SEED)).isEqualTo(RankCorrelation.of(first, second, SEED));
    }

    @Test
    void saysNothingOfTwoThingsOrWhereAllAreAlike() {
        assertThat(RankCorrelation.of(new double[] {1, 2}, new double[] {1, 2}, SEED))
                .isEmpty();
        assertThat(RankCorrelation.of(new double[] {4, 4, 4}, new double[] {1, 2, 3}, SEED))
                .isEmpty();
    }

    /** In most draws one of the two that stand out is missing. */
    @Test
    void hasNoIntervalWhereMostDrawsAreAlike() {
        RankCorrelation correlation = RankCorrelation.of(
                        new double[] {1, 0, 0, 0, 0, 0, 0, 0}, new double[] {0, 1, 0, 0, 0, 0, 0, 0}, SEED)
                .orElseThrow();

        assertThat(correlation.rho()).isCloseTo(-1 / 7., within(1e-12));
        assertThat(correlation.interval()).isEmpty();
    }
}
