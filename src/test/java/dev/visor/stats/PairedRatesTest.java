package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedRatesTest {

    /**
     * The first row is published: Fagerland, Lydersen and Laake, "Recommended tests and confidence intervals for paired binomial
     * proportions", Statistics in Medicine 2014 (airway hyper-responsiveness, Tango: -0.517 to -0.026). The others were computed
     * with scipy 1.17.1: the trinomial likelihood maximized numerically under the difference, the score's roots by Brent's method.
     */
    @ParameterizedTest
    @CsvSource({
        "7, 1, 21, -.517232, -.026003",
        "20, 40, 160, .030865, .218064",
        "1, 0, 44, -.118077, .059393",
        "0, 0, 100, -.036993, .036993",
        "10, 5, 100, -.133471, .028620",
        "0, 10, 100, .055229, .174366",
        "20, 0, 20, -1, -.677750",
        "86, 150, 1600, .021362, .058998"
    })
    void agreesWithAnIndependentScoreInterval(long onlyFirst, long onlySecond, long n, double low, double high) {
        Interval interval = PairedRates.of(onlyFirst, onlySecond, n).interval(.95);

        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 3, 100, .0427196",
        "10, 5, 100, .5",
        "0, 0, 10, .23408",
        "0, 0, 100, .0108907",
        "20, 40, 160, .00018449",
        "7, 1, 21, .964618"
    })
    void agreesWithAnIndependentTestOfAMarginOfFivePoints(long onlyFirst, long onlySecond, long n, double p) {
        PairedRates rates = PairedRates.of(onlyFirst, onlySecond, n);

        assertThat(rates.pAbove(-.05)).isCloseTo(p, within(1e-6));
        assertThat(rates.pBelow(-.05)).isCloseTo(1 - p, within(1e-6));
    }

    @Test
    void theIntervalExcludesTheMarginJustIfTheTestDoes() {
        PairedRates rates = PairedRates.of(3, 3, 100);

        assertThat(rates.interval(.9).low()).isBetween(-.05, -.0472);
        assertThat(rates.interval(.95).low()).isLessThan(-.05);
    }

    @Test
    void twoThatNeverDisagreeAreNoMoreAlikeThanTheirNumberProves() {
        assertThat(PairedRates.of(0, 0, 10).interval(.9).low()).isCloseTo(-2.7055 / 12.7055, within(1e-4));
        assertThat(PairedRates.of(0, 0, 1).interval(.9).high()).isLessThan(1);
    }

    @Test
    void allThatChangedToTheWorseIsCertainToBeWorse() {
        PairedRates rates = PairedRates.of(20, 0, 20);

        assertThat(rates.estimate()).isEqualTo(-1);
        assertThat(rates.interval(.95).low()).isEqualTo(-1);
        assertThat(rates.pBelow(-.05)).isLessThan(2e-5);
    }

    /** Exact powers at these sizes, by adding up the trinomial (scipy 1.17.1): .816, .812, .803, .883. */
    @ParameterizedTest
    @CsvSource({
        ".05, .05, -.10, 80.5149",
        ".10, .10, -.10, 133.4386",
        ".10, .10, -.05, 506.0953",
        ".32, .02, -.05, 28.5691"
    })
    void saysHowManyTrialsWouldSettleIt(double onlyFirst, double onlySecond, double bound, double n) {
        PairedRates perHundred = new PairedRates(100 * onlyFirst, 100 * onlySecond, 100, 1);

        assertThat(100 * perHundred.timesTheData(bound, .05, .8)).isCloseTo(n, within(1e-3));
    }

    @Test
    void nothingSettlesADifferenceThatIsTheMarginItself() {
        assertThat(PairedRates.of(10, 5, 100).timesTheData(-.05, .05, .8)).isInfinite();
    }

    @Test
    void oneTrialASubjectChangesNothing() {
        long[] one = {1, 1, 1, 1};

        assertThat(PairedRates.ofSubjects(new long[] {0, 1, 0, 0}, new long[] {1, 0, 0, 0}, one))
                .isEqualTo(PairedRates.of(1, 1, 4));
    }

    /** Ten trials a subject that change together or not at all are worth one. */
    @Test
    void trialsThatChangeTogetherCountOnce() {
        long[] worse = new long[40];
        Arrays.fill(worse, 0, 8, 10);
        long[] ten = new long[40];
        Arrays.fill(ten, 10);

        PairedRates rates = PairedRates.ofSubjects(worse, new long[40], ten);

        assertThat(rates.estimate()).isCloseTo(-.2, within(1e-12));
        assertThat(rates.designEffect()).isCloseTo(10, within(1e-9));
        assertThat(rates.trials()).isCloseTo(40, within(1e-9));
    }

    @Test
    void whereTheTwoNeverDisagreeASubjectCountsOnce() {
        PairedRates rates = PairedRates.ofSubjects(
                new long[20], new long[20], new long[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5});

        assertThat(rates.trials()).isCloseTo(20, within(1e-9));
    }

    /** At the margin itself, one gate in twenty may pass; five trials a subject, half of them alike. */
    @Test
    void passesWhatIsWorseByTheMarginOnceInTwenty() {
        RandomGenerator random = new Seed(11).derive("size").generator();
        int passed = 0;
        int runs = 3000;
        long[] five = new long[60];
        Arrays.fill(five, 5);
        for (int run = 0; run < runs; run++) {
            long[] first = new long[60];
            long[] second = new long[60];
            for (int subject = 0; subject < 60; subject++) {
                double shared = random.nextDouble();
                for (int trial = 0; trial < 5; trial++) {
                    double drawn = random.nextDouble() < .5 ? shared : random.nextDouble();
                    first[subject] += drawn < .15 ? 1 : 0;
                    second[subject] += drawn > .9 ? 1 : 0;
                }
            }
            passed += PairedRates.ofSubjects(first, second, five).pAbove(-.05) < .05 ? 1 : 0;
        }
        assertThat(passed / (double) runs).isBetween(.03, .065);
    }

    @Test
    void refusesMoreDisagreementsThanTrials() {
        assertThatThrownBy(() -> PairedRates.of(3, 2, 4)).hasMessageContaining("are part of the trials");
    }
}
