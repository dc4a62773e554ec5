package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AboveChanceTest {

    @Test
    void everySeedMustShowIt() {
        AboveChance chance = AboveChance.of(
                List.of(
                        value("steady", 1, AboveChance.P, .05),
                        value("steady", 2, AboveChance.P, .0001),
                        value("once", 1, AboveChance.P, .0001),
                        value("once", 2, AboveChance.P, .0501)),
                30);

        assertThat(chance.exceeded("none", "steady")).isTrue();
        assertThat(chance.exceeded("none", "once")).isFalse();
        assertThat(chance.p("none", "once")).contains(.0501);
        assertThat(chance.tested("none", "never")).isFalse();
        assertThat(chance.exceeded("none", "never")).isFalse();
    }

    @Test
    void chanceIsOfEachVerdictAndNotOneOverThePeople() {
        AboveChance chance = AboveChance.of(
                List.of(
                        value("gmi", 1, AboveChance.EXPECTED, .01),
                        value("gmi", 2, AboveChance.EXPECTED, .03),
                        value("look", 1, AboveChance.EXPECTED, .0333)),
                30);

        assertThat(chance.expected("none", "gmi").orElseThrow()).isCloseTo(.02, within(1e-12));
        assertThat(chance.span()).contains(new Interval(.01, .0333));
    }

    /** Four of sixty by chance 1 in 100: 0.0031 alone, more than 0.05 among twenty. */
    @Test
    void judgesAreFooledByTheSameChanceAmongAllControls() {
        List<MetricValue> one = List.of(
                value("gmi", 1, AboveChance.EXPECTED, .01),
                control("gmi", Pairing.STRANGER_CLEAN, 4 / 60.),
                control("gmi", Pairing.MISNAMED_CLEAN, 1 / 60.));
        List<MetricValue> many = new ArrayList<>(one);
        for (int i = 0; i < 10; i++) {
            many.add(value("other" + i, 1, AboveChance.EXPECTED, .01));
            many.add(control("other" + i, Pairing.STRANGER_CLEAN, 0));
            many.add(control("other" + i, Pairing.MISNAMED_CLEAN, 0));
        }

        assertThat(Binomial.atLeast(4, 60, .01)).isCloseTo(.003123, within(1e-6));
        assertThat(AboveChance.of(one, 30).fooled("none", "gmi", Pairing.STRANGER_CLEAN))
                .isTrue();
        assertThat(AboveChance.of(one, 30).fooled("none", "gmi", Pairing.MISNAMED_CLEAN))
                .isFalse();
        assertThat(AboveChance.of(many, 30).fooled("none", "gmi", Pairing.STRANGER_CLEAN))
                .isFalse();
    }

    @Test
    void aJuryThatAgreedOnNobodyIsNotFooledByOneHit() {
        List<MetricValue> silent =
                List.of(value("gmi", 1, AboveChance.EXPECTED, 0), control("gmi", Pairing.STRANGER_CLEAN, 1 / 60.));
        List<MetricValue> hits =
                List.of(value("gmi", 1, AboveChance.EXPECTED, 0), control("gmi", Pairing.STRANGER_CLEAN, 3 / 60.));

        // One chance in 1,800 each: 0.033 for one hit, of which two controls are expected to be told by none.
        assertThat(AboveChance.of(twice(silent), 30).fooled("none", "gmi", Pairing.STRANGER_CLEAN))
                .isFalse();
        assertThat(AboveChance.of(hits, 30).fooled("none", "gmi", Pairing.STRANGER_CLEAN))
                .isTrue();
    }

    @Test
    void theTailOfABinomialIsTheSumOfItsTerms() {
        // Of three throws of a coin: 1, 7/8, 4/8, 1/8, none.
        assertThat(Binomial.atLeast(0, 3, .5)).isEqualTo(1);
        assertThat(Binomial.atLeast(1, 3, .5)).isCloseTo(.875, within(1e-12));
        assertThat(Binomial.atLeast(2, 3, .5)).isCloseTo(.5, within(1e-12));
        assertThat(Binomial.atLeast(3, 3, .5)).isCloseTo(.125, within(1e-12));
        assertThat(Binomial.atLeast(4, 3, .5)).isZero();
        assertThat(Binomial.atLeast(1, 3, 0)).isZero();
        assertThat(Binomial.atLeast(3, 3, 1)).isEqualTo(1);
    }

    private static List<MetricValue> twice(List<MetricValue> values) {
        List<MetricValue> all = new ArrayList<>(values);
        all.add(control("gmi", Pairing.MISNAMED_CLEAN, 0));
        return all;
    }

    private static MetricValue value(String attack, long seed, String metric, double value) {
        return value(attack, seed, Pairing.RECONSTRUCTED_CLEAN, metric, value);
    }

    private static MetricValue control(String attack, Pairing pairing, double value) {
        return value(attack, 1, pairing, "inversion_top1", value);
    }

    private static MetricValue value(String attack, long seed, Pairing pairing, String metric, double value) {
        Cell cell = SampleCells.inversion("none", attack, AttackerAccess.SCORES, "m", "jury", "orl", seed);
        return MetricValue.plain(cell, pairing, metric, value, 60, "rate", Better.LOWER);
    }
}
