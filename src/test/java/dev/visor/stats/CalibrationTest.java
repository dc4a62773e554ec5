package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.InputError;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void letsExactlyTheAllowedShareOfImpostorsThrough() {
        // 0.000, 0.001, ... 0.999: above .989 lie ten of a thousand
        Threshold threshold = Calibration.atFar(new Far(1e-2), thousand());

        assertThat(threshold.similarity()).isEqualTo(.989);
        assertThat(threshold.reached()).isEqualTo(.01);
        assertThat(threshold.reachedInterval()).isEqualTo(Wilson.interval(10, 1000));
        assertThat(threshold.impostors()).isEqualTo(1000);
        assertThat(threshold.accepts(.989)).isFalse();
        assertThat(threshold.accepts(.990)).isTrue();
    }

    @Test
    void isTheSmallestThresholdThatDoes() {
        double[] impostors = thousand();
        Threshold threshold = Calibration.atFar(new Far(1e-2), impostors);

        double lower = Math.nextDown(threshold.similarity());
        assertThat(Arrays.stream(impostors).filter(s -> s > lower).count() / 1000.)
                .isGreaterThan(.01);
    }

    @Test
    void letsFewerThroughWhereImpostorsTie() {
        double[] impostors = new double[1000];
        Arrays.fill(impostors, 0, 20, .5);

        Threshold threshold = Calibration.atFar(new Far(1e-2), impostors);

        assertThat(threshold.similarity()).isEqualTo(.5);
        assertThat(threshold.reached()).isZero();
    }

    @Test
    void refusesAFarThatTheImpostorsCannotResolve() {
        assertThatThrownBy(() -> Calibration.atFar(new Far(1e-3), new double[10]))
                .isInstanceOf(InputError.class)
                .hasMessage("FAR 0.001 needs at least 10000 impostor pairs, got 10: use more pairs or a higher FAR");
        assertThatThrownBy(() -> Calibration.atFar(new Far(1e-2), new double[999]))
                .isInstanceOf(InputError.class);
    }

    @Test
    void makesDoWithFewWhereAskedTo() {
        Threshold threshold = Calibration.atFarOfFew(new Far(.5), new double[] {.4, .6});

        assertThat(threshold.similarity()).isEqualTo(.4);
        assertThat(threshold.reached()).isCloseTo(.5, within(1e-12));
    }

    @Test
    void refusesToGuessWithoutImpostors() {
        assertThatThrownBy(() -> Calibration.atFarOfFew(new Far(.5), new double[0]))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("got none");
    }

    @Test
    void refusesWhatIsNoSimilarity() {
        assertThatThrownBy(() -> Calibration.atFarOfFew(new Far(.5), new double[] {.1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheImpostorsWhateverTheirOrder() {
        double[] impostors = {.4, -0., .6};
        double[] reordered = {.6, .4, 0.};

        assertThat(Calibration.pairs(impostors)).isEqualTo(Calibration.pairs(reordered));
        assertThat(Calibration.atFarOfFew(new Far(.5), impostors).id()).endsWith("-" + Calibration.id(reordered));
        assertThat(impostors).startsWith(.4);
        assertThat(Calibration.id(new double[] {.4})).isNotEqualTo(Calibration.id(impostors));
    }

    private static double[] thousand() {
        return IntStream.range(0, 1000).mapToDouble(i -> (999 - i) / 1000.).toArray();
    }
}
