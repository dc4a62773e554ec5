package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClusterBootstrapTest {

    @Test
    void agreesWithTheNormalIntervalWhereEveryClusterHasOneValue() {
        double[] sums = new double[400];
        double[] counts = new double[400];
        Arrays.fill(counts, 1);
        Arrays.fill(sums, 0, 100, 1);

        Interval interval = ClusterBootstrap.interval(sums, counts, new Seed(3)).orElseThrow();

        double error = 1.96 * Math.sqrt(.25 * .75 / 400);
        assertThat(interval.low()).isCloseTo(.25 - error, within(.006));
        assertThat(interval.high()).isCloseTo(.25 + error, within(.006));
    }

    @Test
    void isTheSameForTheSameSeed() {
        double[] sums = {1, 0, 3};
        double[] counts = {2, 1, 3};

        assertThat(ClusterBootstrap.interval(sums, counts, new Seed(3)))
                .isEqualTo(ClusterBootstrap.interval(sums, counts, new Seed(3)));
    }

    @Test
    void hasNoWidthWhereAllClustersAgree() {
        assertThat(ClusterBootstrap.interval(new double[] {1, 2}, new double[] {2, 4}, new Seed(3)))
                .contains(new Interval(.5, .5));
        assertThat(ClusterBootstrap.interval(new double[] {2, 4}, new double[] {2, 4}, new Seed(3)))
                .contains(new Interval(1, 1));
        assertThat(ClusterBootstrap.interval(new double[] {0, 0}, new double[] {2, 4}, new Seed(3)))
                .contains(new Interval(0, 0));
    }

    @Test
    void saysNothingAboutASingleCluster() {
        assertThat(ClusterBootstrap.interval(new double[] {1}, new double[] {2}, new Seed(3)))
                .isEmpty();
    }

    /** Ten trials a subject that all turn out alike: 50 subjects are worth 50 trials, not 500. */
    @Test
    void coversTheTruthWhereTrialsOfASubjectRiseAndFallTogetherAndWilsonDoesNot() {
        RandomGenerator random = new Seed(5).derive("coverage").generator();
        double[] counts = new double[50];
        Arrays.fill(counts, 10);
        int cluster = 0;
        int wilson = 0;
        for (int run = 0; run < 400; run++) {
            double[] sums = new double[50];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = random.nextDouble() < .4 ? 10 : 0;
            }
            long successes = (long) Arrays.stream(sums).sum();
            cluster += ClusterBootstrap.interval(sums, counts, new Seed(run))
                            .orElseThrow()
                            .contains(.4)
                    ? 1
                    : 0;
            wilson += Wilson.interval(successes, 500).contains(.4) ? 1 : 0;
        }
        assertThat(cluster / 400.).isBetween(.91, .98);
        assertThat(wilson / 400.).isLessThan(.7);
    }
}
