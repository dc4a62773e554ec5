package dev.visor.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeanRateTest {

    @Test
    void averagesValuesAndTheEndsOfTheirIntervals() {
        MeanRate mean = MeanRate.of(List.of(
                        value("one", .2, Optional.of(new Interval(.1, .4))),
                        value("other", .6, Optional.of(new Interval(.5, .8)))))
                .orElseThrow();

        assertThat(mean.words()).isEqualTo("40.0 % [30.0–60.0]");
        assertThat(mean.weakest().cell().model()).isEqualTo("one");
    }

    @Test
    void hasNoIntervalWhereACellHasNone() {
        MeanRate mean = MeanRate.of(List.of(
                        value("one", .2, Optional.empty()), value("other", .6, Optional.of(new Interval(.5, .8)))))
                .orElseThrow();

        assertThat(mean.interval()).isEmpty();
    }

    @Test
    void ofNothingIsNothing() {
        assertThat(MeanRate.of(List.of())).isEmpty();
    }

    private static MetricValue value(String model, double rate, Optional<Interval> interval) {
        return new MetricValue(
                SyntheticRun.cell("blur", List.of(), model, Alignment.PHOTO, "identify"),
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
