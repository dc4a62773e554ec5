package dev.visor.metric.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecoveredPsnrTest {

    /** A value between two steps of one is off by a twelfth, squared and on average. */
    @Test
    void anExactReconstructionIsAsCloseAsRoundingLeavesIt() {
        int steps = 1_000_000;
        double squares = 0;
        for (int i = 0; i < steps; i++) {
            double off = (i + .5) / steps - .5;
            squares += off * off;
        }

        assertThat(RecoveredPsnr.of(OptionalDouble.empty()))
                .isCloseTo(10 * Math.log10(255 * 255 / (squares / steps)), within(1e-6))
                .isCloseTo(58.9226, within(1e-4));
    }

    @Test
    void nothingIsCloserThanExactAndTheRestStaysAsItIs() {
        assertThat(RecoveredPsnr.of(OptionalDouble.of(89.03))).isEqualTo(RecoveredPsnr.of(OptionalDouble.empty()));
        assertThat(RecoveredPsnr.of(OptionalDouble.of(20))).isEqualTo(20);
    }
}
