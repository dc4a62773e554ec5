package dev.visor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Alignment;
import dev.visor.core.Better;
import dev.visor.core.Interval;
import dev.visor.core.MetricValue;
import dev.visor.core.Pairing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeanTest {

    @Test
    void averagesValuesAndTheEndsOfTheirIntervals() {
        Mean mean = Mean.of(List.of(
                        value("one", .2, Optional.of(new Interval(.1, .4))),
                        value("other", .6, Optional.of(new Interval(.5, .8)))))
                .orElseThrow();

        assertThat(mean.words()).isEqualTo("40.0 % [30.0–60.0]");
        assertThat(mean.weakest().cell().model()).isEqualTo("one");
    }

    @Test
    void hasNoIntervalWhereACellHasNone() {
        Mean mean = Mean.of(List.of(
                        value("one", .2, Optional.empty()), value("other", .6, Optional.of(new Interval(.5, .8)))))
                .orElseThrow();

        assertThat(mean.interval()).isEmpty();
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(Mean.of(List.of())).isEmpty();
    }

    private static MetricValue value(String victim, double rate, Optional<Interval> interval) {
        return new MetricValue(
                SyntheticRun.cell("blur", List.of(), victim, Alignment.PHOTO, "identify"),
                Pairing.PROTECTED_CLEAN,
                "rank1_untargeted",
                rate,
                interval,
                Optional.empty(),
                10,
                "rate",
                Better.HIGHER,
                Optional.empty());
    }
}
