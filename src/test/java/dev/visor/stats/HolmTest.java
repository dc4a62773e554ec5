package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void multipliesTheSmallestByTheirNumberAndNeverFallsBack() {
        // .005 x 4, .01 x 3, .03 x 2, and .04 x 1 raised to the one before
        assertThat(Holm.adjusted(new double[] {.01, .04, .03, .005}))
                .containsExactly(new double[] {.03, .06, .06, .02}, Offset.offset(1e-12));
    }

    @Test
    void neverExceedsOne() {
        assertThat(Holm.adjusted(new double[] {.6, .9})).containsExactly(1, 1);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }
}
