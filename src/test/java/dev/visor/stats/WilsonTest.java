package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

    @ParameterizedTest
    @CsvSource({"81,263,.2553,.3662", "15,148,.0624,.1605", "0,20,.0000,.1611", "1,29,.0061,.1718"})
    void agreesWithNewcombe1998Table1(long successes, long n, double low, double high) {
        Interval interval = Wilson.interval(successes, n);

        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void endsExactlyAtCertainty() {
        assertThat(Wilson.interval(0, 7).low()).isZero();
        assertThat(Wilson.interval(7, 7).high()).isEqualTo(1);
    }

    @Test
    void holdsTheTruthAboutNinetyFiveTimesInAHundred() {
        RandomGenerator random = new Seed(1).derive("coverage").generator();
        int held = 0;
        for (int run = 0; run < 4000; run++) {
            int successes = 0;
            for (int i = 0; i < 60; i++) {
                successes += random.nextDouble() < .3 ? 1 : 0;
            }
            held += Wilson.interval(successes, 60).contains(.3) ? 1 : 0;
        }
        assertThat(held / 4000.).isBetween(.93, .97);
    }

    @Test
    void refusesWhatIsNoRate() {
        assertThatThrownBy(() -> Wilson.interval(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wilson.interval(3, 2)).hasMessageContaining("3.0 of 2.0");
    }
}
