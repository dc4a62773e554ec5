package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WassersteinTest {

    @Test
    void ofSamplesOfOneSizeItIsTheMeanDifferenceInOrder() {
        // In order 10, 20 and 40, 50: each moves by 30.
        assertThat(Wasserstein.between(new float[] {20, 10}, new float[] {40, 50}))
                .isEqualTo(30);
        assertThat(Wasserstein.between(new float[] {40, 50}, new float[] {50, 40}))
                .isZero();
    }

    @Test
    void ofSamplesOfOtherSizesEveryShareMovesToItsShare() {
        // A half of the weight goes from 0 to 0 (a third) and to 3 (a sixth), the other from 6 to 3 (a sixth) and to 9
        // (a third).
        assertThat(Wasserstein.between(new float[] {0, 6}, new float[] {0, 3, 9}))
                .isEqualTo((0 + 3 + 3 + 2 * 3) / 6., within(1e-12));
        assertThat(Wasserstein.between(new float[] {0, 3, 9}, new float[] {0, 6}))
                .isEqualTo(2, within(1e-12));
        assertThat(Wasserstein.between(new float[] {7}, new float[] {5, 10, 12}))
                .isEqualTo(10 / 3., within(1e-12));
    }

    @Test
    void nothingIsNoSample() {
        assertThatThrownBy(() -> Wasserstein.between(new float[0], new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a distance needs two samples, got 0 and 1 values");
    }
}
