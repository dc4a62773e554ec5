package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AdaptiveWeightTest {

    /** At a limit of .03: halved up to .027, doubled from .033, 1 between the two. */
    @Test
    void ofP3MaskIsHalvedBelowDoubledAboveAndBackAtOneBetween() {
        assertThat(path(Perceptibility.DSSIM, .03, .001, .027, .034, .04, .033, .03, .02))
                .containsExactly(.5, .25, .5, 1, 2, 1, .5);
    }

    @Test
    void neverLeavesItsRange() {
        AdaptiveWeight weight = new AdaptiveWeight(Perceptibility.DSSIM, .03);
        for (int i = 0; i < 20; i++) {
            weight.adapt(0);
        }
        assertThat(weight.value()).isEqualTo(1 / 256.);
        for (int i = 0; i < 40; i++) {
            weight.adapt(1);
        }
        assertThat(weight.value()).isEqualTo(256);
    }

    /** SSIM above .9595 halves, below .9405 doubles; between the two the weight stays. */
    @Test
    void ofProtegoStaysWhereItIsBetween() {
        assertThat(path(Perceptibility.SSIM, .05, .01, .05, .058, .06, .07)).containsExactly(.5, .5, .5, 1, 2);
    }

    private static double[] path(Perceptibility perceptibility, double limit, double... measured) {
        AdaptiveWeight weight = new AdaptiveWeight(perceptibility, limit);
        return DoubleStream.of(measured)
                .map(one -> {
                    weight.adapt(one);
                    return weight.value();
                })
                .toArray();
    }
}
