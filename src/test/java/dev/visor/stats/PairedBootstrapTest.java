package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    private static final Seed SEED = new Seed(3);

    @Test
    void agreesWithThePairedTTestWhereEverySubjectHasOneValue() {
        // scipy 1.17.1: ttest_rel of these, difference .1, standard error .0316228, one-sided p .0171.
        double[] first = {.1, .2, .3, .4, .5};
        double[] second = {.2, .3, .5, .4, .6};

        PairedBootstrap bootstrap = PairedBootstrap.of(first, second, ones(5), SEED);

        assertThat(bootstrap.estimate()).isCloseTo(.1, within(1e-12));
        assertThat(bootstrap.standardError()).isCloseTo(.0316228, within(.0015));
        assertThat(bootstrap.pAbove(0)).isCloseTo(.0171, within(.003));
        assertThat(bootstrap.pBelow(0)).isCloseTo(1 - bootstrap.pAbove(0), within(1e-9));
    }

    @Test
    void isTheSameForTheSameSeed() {
        double[] first = {1, 0, 3};
        double[] second = {2, 1, 1};

        assertThat(PairedBootstrap.of(first, second, ones(3), SEED))
                .isEqualTo(PairedBootstrap.of(first, second, ones(3), SEED));
    }

    /** That both are hard on the same photos makes their difference no less certain. */
    @Test
    void whatBothShareDoesNotBlurTheirDifference() {
        RandomGenerator random = SEED.generator();
        double[] first = new double[50];
        double[] second = new double[50];
        for (int i = 0; i < 50; i++) {
            first[i] = random.nextDouble();
            second[i] = first[i] + .01;
        }

        PairedBootstrap bootstrap = PairedBootstrap.of(first, second, ones(50), SEED);

        assertThat(bootstrap.interval(.95).low()).isCloseTo(.01, within(1e-9));
        assertThat(bootstrap.pAbove(0)).isZero();
        assertThat(bootstrap.pBelow(0)).isEqualTo(1);
    }

    @Test
    void twoSubjectsProveNothing() {
        PairedBootstrap bootstrap = PairedBootstrap.of(new double[] {1, 1}, new double[] {9, 9}, ones(2), SEED);

        assertThat(bootstrap.pAbove(0)).isEqualTo(1);
        assertThat(bootstrap.timesTheData(0, .05, .8)).isEqualTo(1.5);
    }

    @Test
    void fourTimesTheDataHalvesTheError() {
        double[] first = new double[40];
        double[] second = new double[40];
        for (int i = 0; i < 40; i++) {
            second[i] = i % 2 == 0 ? 1 : -1;
        }
        PairedBootstrap bootstrap = PairedBootstrap.of(first, second, ones(40), SEED);

        double once = bootstrap.timesTheData(-.5, .05, .8);
        double twiceAsFar = bootstrap.timesTheData(-1, .05, .8);

        assertThat(once / twiceAsFar).isCloseTo(4, within(1e-9));
    }

    /** Five values a subject that share half of their variance, 30 subjects. */
    @Test
    void bothIntervalsHoldTheTruthAboutAsOftenAsTheySay() {
        RandomGenerator random = new Seed(8).derive("coverage").generator();
        double[] counts = new double[30];
        Arrays.fill(counts, 5);
        int percentiles = 0;
        int student = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double[] second = new double[30];
            for (int i = 0; i < 30; i++) {
                double shared = random.nextGaussian();
                for (int trial = 0; trial < 5; trial++) {
                    second[i] += .3 + shared + random.nextGaussian();
                }
            }
            PairedBootstrap bootstrap = PairedBootstrap.of(new double[30], second, counts, new Seed(run));
            percentiles += bootstrap.percentiles().contains(.3) ? 1 : 0;
            student += bootstrap.interval(.95).contains(.3) ? 1 : 0;
        }
        assertThat(percentiles / (double) runs).isBetween(.9, .97);
        assertThat(student / (double) runs).isBetween(.925, .98);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
