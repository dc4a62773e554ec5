package dev.visor.metric.recognition;

import static dev.visor.metric.Trials.FAILED;
import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.pair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnThresholdsTest {

    private final OwnThresholds own = new OwnThresholds();

    @Test
    void judgesEveryScoreAsTheServiceDidAtEachFarThatItClaims() {
        // The same likeness; the thresholds that came with it differ.
        add(pair("Ann", Label.OTHER, at(.7)), Map.of("1e-3", true, "1e-5", false));
        add(pair("Bob", Label.OTHER, at(.7)), Map.of("1e-3", false, "1e-5", false));

        assertThat(own.metrics()).extracting(MetricValue::metric).containsOnly("psr_dodging_own");
        assertThat(value("psr_dodging_own", 1e-3)).isEqualTo(.5);
        assertThat(value("psr_dodging_own", 1e-5)).isEqualTo(1);
    }

    @Test
    void wantsTheSamePhotoRefusedAndATargetAccepted() {
        add(pair("Ann", Label.SAME, at(.9)), Map.of("1e-3", true));
        add(pair("Bob", Label.SAME, at(.2)), Map.of("1e-3", false));
        add(pair("Cid", Label.SAME, at(.2)), Map.of("1e-3", false));
        add(pair("Ann", Label.TARGET, at(.8)), Map.of("1e-3", true));
        add(pair("Bob", Label.TARGET, at(.1)), Map.of("1e-3", false));
        add(pair("Cid", Label.TARGET, at(.1)), Map.of("1e-3", false));

        assertThat(value("psr_dodging_same_own", 1e-3)).isEqualTo(2 / 3.);
        assertThat(value("psr_impersonation_own", 1e-3)).isEqualTo(1 / 3.);
    }

    @Test
    void countsWhatWasNotAnsweredAsNotProtected() {
        add(pair("Ann", Label.OTHER, at(.1)), Map.of("1e-3", false));
        add(pair("Bob", Label.OTHER, FAILED), Map.of());
        add(pair("Cid", Label.OTHER, NO_FACE), Map.of());
        add(pair("Dan", Label.OTHER, at(.1)), Map.of());

        MetricValue rate = own.metrics().get(0);
        assertThat(rate.value()).isEqualTo(.25);
        assertThat(rate.n()).isEqualTo(4);
    }

    @Test
    void saysNothingOfAServiceThatTellsNoThresholdAndNoFarOfOneThatClaimsNone() {
        add(pair("Ann", Label.OTHER, at(.1)), Map.of());
        assertThat(own.metrics()).isEmpty();

        add(pair("Bob", Label.OTHER, at(.1)), Map.of("stated", false));
        assertThat(own.metrics()).singleElement().extracting(MetricValue::far).isEqualTo(Optional.empty());
    }

    private void add(Trial trial, Map<String, Boolean> accepted) {
        own.add((Verification) trial, accepted);
    }

    private double value(String metric, double far) {
        return own.metrics().stream()
                .filter(value -> value.metric().equals(metric) && value.far().equals(Optional.of(new Far(far))))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
