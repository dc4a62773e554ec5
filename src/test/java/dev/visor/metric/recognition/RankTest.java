package dev.visor.metric.recognition;

import static dev.visor.metric.Trials.FAILED;
import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.judged;
import static dev.visor.metric.Trials.missedSearch;
import static dev.visor.metric.Trials.pair;
import static dev.visor.metric.Trials.search;
import static dev.visor.metric.Trials.searchWithoutTargets;
import static dev.visor.metric.Trials.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.stats.Wilson;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankTest {

    @Test
    void countsProbesWhoseSubjectIsNotAmongTheNearest() {
        assertThat(values(new RankUntargeted(1), search("Ann", 1, 9), search("Bob", 2, 9), search("Cid", 6, 1)))
                .isEqualTo(Map.of("rank1_untargeted", 2 / 3.));
        assertThat(values(new RankUntargeted(5), search("Ann", 1, 9), search("Bob", 5, 9), search("Cid", 6, 1)))
                .isEqualTo(Map.of("rank5_untargeted", 1 / 3.));
    }

    @Test
    void countsProbesWithATargetAmongTheNearest() {
        assertThat(values(new RankTargeted(1), search("Ann", 1, 2), search("Bob", 2, 1)))
                .isEqualTo(Map.of("rank1_targeted", .5));
        assertThat(values(new RankTargeted(5), search("Ann", 1, 5), search("Bob", 1, 6)))
                .isEqualTo(Map.of("rank5_targeted", .5));
    }

    @Test
    void doesNotCallAProbeProtectedThatHasNoFace() {
        assertThat(values(new RankUntargeted(1), search("Ann", 2, 1), missedSearch("Bob", NO_FACE)))
                .isEqualTo(Map.of("rank1_untargeted", .5, "rank1_untargeted_fte", 1.));
        assertThat(values(new RankTargeted(1), search("Ann", 2, 1), missedSearch("Bob", NO_FACE)))
                .isEqualTo(Map.of("rank1_targeted", .5));
    }

    @Test
    void neverCallsAFailedDefenseProtection() {
        assertThat(values(
                        new RankUntargeted(1),
                        search("Ann", 1, 1),
                        missedSearch("Bob", NO_FACE),
                        missedSearch("Cid", FAILED)))
                .isEqualTo(Map.of("rank1_untargeted", 0., "rank1_untargeted_fte", 1 / 3.));
    }

    @Test
    void isNotDefinedWithoutSearchesOrTargets() {
        assertThat(values(new RankUntargeted(1), pair("Ann", Label.OTHER, at(.1))))
                .isEmpty();
        assertThat(values(new RankTargeted(1), searchWithoutTargets("Ann", 3))).isEmpty();
        assertThat(values(new RankUntargeted(1), searchWithoutTargets("Ann", 3)))
                .isEqualTo(Map.of("rank1_untargeted", 1.));
    }

    @Test
    void comesWithBothIntervals() {
        MetricValue value = new RankUntargeted(1)
                .of(judged(search("Ann", 1, 9), search("Ann", 2, 9), search("Bob", 2, 9), search("Bob", 1, 9)))
                .get(0);

        assertThat(value.n()).isEqualTo(4);
        assertThat(value.unit()).isEqualTo("rate");
        assertThat(value.better()).isEqualTo(Better.HIGHER);
        assertThat(value.interval()).contains(Wilson.interval(2, 4));
        // Both subjects have one of two: whoever is drawn, the rate is the same.
        assertThat(value.clusterInterval()).contains(new dev.visor.core.measure.Interval(.5, .5));
        assertThat(value.far()).isEmpty();
    }
}
