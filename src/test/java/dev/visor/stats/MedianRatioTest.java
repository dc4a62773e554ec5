package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import org.junit.jupiter.api.Test;

class MedianRatioTest {

    private static final Seed SEED = new Seed(5);
    private static final double[] STEADY = {10, 10.2, 9.9, 10.1, 10, 9.8, 10.3};

    @Test
    void halfTheSpeedIsARatioOfOneHalf() {
        double[] slow = {5, 5.1, 4.9, 5, 5.05, 4.95, 5.1};

        MedianRatio ratio = MedianRatio.of(STEADY, slow, SEED);

        assertThat(ratio.ratio()).isCloseTo(.5, within(1e-9));
        assertThat(ratio.pBelow(StrictMath.log(.7))).isLessThan(.001);
    }

    @Test
    void oneBatchThatMetABusyMachineMovesNothing() {
        double[] disturbed = {10, 10.2, 9.9, 10.1, 10, 9.8, 1};

        assertThat(MedianRatio.of(STEADY, disturbed, SEED).ratio()).isCloseTo(1, within(.02));
        assertThat(MedianRatio.of(STEADY, disturbed, SEED).pAbove(StrictMath.log(.7)))
                .isLessThan(.01);
    }

    @Test
    void fewerThanFiveBatchesProveNothing() {
        MedianRatio ratio = MedianRatio.of(STEADY, new double[] {1, 1, 1, 1}, SEED);

        assertThat(ratio.pBelow(0)).isEqualTo(1);
        assertThat(ratio.pAbove(0)).isEqualTo(1);
        assertThat(ratio.timesTheData(0, .05, .8)).isEqualTo(1.25);
    }
}
