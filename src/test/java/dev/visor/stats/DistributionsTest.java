package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy 1.17.1, norm.sf, t.sf and t.ppf. */
class DistributionsTest {

    @ParameterizedTest
    @CsvSource({
        "0, .5",
        "1, 1.58655254e-1",
        "1.96, 2.49978951e-2",
        "5, 2.86651572e-7",
        "10, 7.61985302e-24",
        "30, 4.90671393e-198"
    })
    void theNormalTailIsRightHoweverFarOut(double z, double tail) {
        assertThat(Normal.above(z)).isCloseTo(tail, withinPercentage(1e-6));
        assertThat(Normal.above(-z)).isEqualTo(1 - Normal.above(z));
    }

    @Test
    void theNormalQuantileIsTheOneOfWilson() {
        assertThat(Normal.exceededBy(.025)).isCloseTo(Wilson.Z, within(1e-12));
        assertThat(Normal.exceededBy(.5)).isCloseTo(0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({".5, 3, 3.25723982e-1", "2, 9, 3.82764119e-2", "5, 39, 6.26208704e-6", "10, 99, 5.46987850e-17"})
    void theTailOfStudentIsRight(double t, double freedom, double tail) {
        assertThat(StudentT.above(t, freedom)).isCloseTo(tail, withinPercentage(1e-5));
        assertThat(StudentT.above(-t, freedom)).isCloseTo(1 - tail, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({".05, 3, 2.35336343", ".025, 9, 2.26215716", ".01, 99, 2.36460586"})
    void theQuantileOfStudentIsRight(double tail, double freedom, double t) {
        assertThat(StudentT.exceededBy(tail, freedom)).isCloseTo(t, within(1e-7));
    }
}
