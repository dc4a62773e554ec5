package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenyiAccountantTest {

    /** The table in the README of TensorFlow Privacy's tutorials: MNIST, batches of 256, delta 1e-5. */
    @ParameterizedTest
    @CsvSource({"1.3, 15, 1.19", "1.1, 60, 3.01", "0.7, 45, 7.10"})
    void tellsThePublishedFiguresOfDpSgdOnMnist(double noise, int epochs, double published) {
        int steps = epochs * 60_000 / 256;

        assertThat(RenyiAccountant.epsilon(256 / 60_000., noise, steps, 1e-5)).isEqualTo(published, within(.005));
    }

    /** Bu et al., "Deep learning with Gaussian differential privacy", 2020, Figure 4, by the moments accountant. */
    @ParameterizedTest
    @CsvSource({"1.3, 20, 1.34", "0.7, 70, 8.68"})
    void tellsThoseOfTheGaussianAccountantsPaper(double noise, int epochs, double published) {
        int steps = epochs * 60_000 / 256;

        assertThat(RenyiAccountant.epsilon(256 / 60_000., noise, steps, 1e-5)).isEqualTo(published, within(.02));
    }

    /** Mironov et al. 2019, Section 3.3: for whole orders the moment is a finite sum. */
    @ParameterizedTest
    @CsvSource({"0.01, 1.1, 2", "0.01, 1.1, 17", "0.1, 0.7, 5", "0.5, 2, 32", "0.9, 0.5, 3", "0.004, 4, 63"})
    void theIntegralIsTheSumThatItMustBeForWholeOrders(double q, double s, int order) {
        double sum = 0;
        double binomial = 1;
        for (int k = 0; k <= order; k++) {
            sum += binomial * Math.pow(1 - q, order - k) * Math.pow(q, k) * Math.exp(k * (k - 1) / (2 * s * s));
            binomial *= (order - k) / (k + 1.);
        }

        double expected = Math.log(sum) / (order - 1);
        assertThat(RenyiAccountant.divergence(q, s, order)).isEqualTo(expected, within(1e-13 + 1e-8 * expected));
    }

    @Test
    void aStepThatEveryPhotoIsInIsAPlainGaussian() {
        assertThat(RenyiAccountant.divergence(1, 2, 8)).isEqualTo(8 / (2 * 4.));
        assertThat(RenyiAccountant.divergence(1 - 1e-12, 2, 8)).isEqualTo(1, within(1e-9));
    }

    @Test
    void betweenWholeOrdersTheMomentHasNoDents() {
        // (order - 1) x divergence is convex in the order.
        for (double order = 1.5; order < 6; order += .5) {
            double below = (order - .25 - 1) * RenyiAccountant.divergence(.05, .8, order - .25);
            double at = (order - 1) * RenyiAccountant.divergence(.05, .8, order);
            double above = (order + .25 - 1) * RenyiAccountant.divergence(.05, .8, order + .25);
            assertThat(at).isBetween(0., (below + above) / 2);
        }
    }

    @Test
    void lessNoiseMoreStepsAndLargerBatchesTellMore() {
        double epsilon = RenyiAccountant.epsilon(.05, 1, 500, 1e-3);

        assertThat(RenyiAccountant.epsilon(.05, .9, 500, 1e-3)).isGreaterThan(epsilon);
        assertThat(RenyiAccountant.epsilon(.05, 1, 600, 1e-3)).isGreaterThan(epsilon);
        assertThat(RenyiAccountant.epsilon(.06, 1, 500, 1e-3)).isGreaterThan(epsilon);
        assertThat(RenyiAccountant.epsilon(.05, 1, 500, 1e-4)).isGreaterThan(epsilon);
    }

    @Test
    void nothingDoneTellsNothingAndNoNoiseHidesNothing() {
        assertThat(RenyiAccountant.epsilon(.1, 1, 0, 1e-5)).isZero();
        assertThat(RenyiAccountant.epsilon(0, 1, 10, 1e-5)).isZero();
        assertThat(RenyiAccountant.epsilon(.1, 0, 10, 1e-5)).isInfinite();
    }

    @Test
    void whatIsNoChanceIsRefused() {
        assertThatThrownBy(() -> RenyiAccountant.epsilon(1.1, 1, 1, 1e-5)).hasMessageContaining("sampling rate");
        assertThatThrownBy(() -> RenyiAccountant.epsilon(.1, -1, 1, 1e-5)).hasMessageContaining("noise");
        assertThatThrownBy(() -> RenyiAccountant.epsilon(.1, 1, 1, 0)).hasMessageContaining("delta");
    }
}
