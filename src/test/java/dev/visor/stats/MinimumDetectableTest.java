package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At level .05 and power .8; against the formulas solved with scipy 1.17.1. */
class MinimumDetectableTest {

    @ParameterizedTest
    @CsvSource({".95, 300, .0384604077", ".5, 100, .1384342211"})
    void findsHowFarASingleRateMustMove(double rate, double n, double difference) {
        assertThat(MinimumDetectable.ofRate(rate, n, .05, .8).orElseThrow()).isCloseTo(difference, within(1e-9));
    }

    /** One success in 40 is seen with chance .8 if the rate is 1 - .2^(1/40) = .0394. */
    @Test
    void whatNeverHappenedIsToldFromWhatHappensOnceInAWhile() {
        assertThat(MinimumDetectable.ofRate(0, 40, .05, .8).orElseThrow()).isCloseTo(.0394, within(1e-4));
        assertThat(MinimumDetectable.ofRate(1, 40, .05, .8)).isEqualTo(MinimumDetectable.ofRate(0, 40, .05, .8));
    }

    @ParameterizedTest
    @CsvSource({".2, 100, .1238193315", ".1, 300, .0509489698"})
    void findsHowFarTwoRatesOnTheSameProbesMustLieApart(double discordant, double n, double difference) {
        assertThat(MinimumDetectable.ofPairs(discordant, n, .05, .8).orElseThrow())
                .isCloseTo(difference, within(1e-9));
    }

    @Test
    void twoThatHardlyDisagreeCannotBeToldApart() {
        assertThat(MinimumDetectable.ofPairs(.02, 40, .05, .8)).isEmpty();
        assertThat(MinimumDetectable.ofPairs(0, 40, .05, .8)).isEmpty();
    }
}
