package dev.visor.metric.evaluation;

import static dev.visor.metric.Trials.AT_POINT_FOUR;
import static dev.visor.metric.Trials.FAILED;
import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.missedSearch;
import static dev.visor.metric.Trials.pair;
import static dev.visor.metric.Trials.search;
import static dev.visor.metric.Trials.under;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.MetricValue;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecognizedProbesTest {

    @Test
    void asksOnlyAboutThoseWhomTheModelFindsUnprotected() {
        RecognizedProbes probes = new RecognizedProbes(10);
        add(
                probes,
                "none",
                search("Ann", 1, 9),
                search("Bob", 2, 9),
                search("Cid", 1, 9),
                missedSearch("Dan", NO_FACE));
        add(probes, "cloak", search("Ann", 3, 1), search("Bob", 4, 1), search("Cid", 1, 4), search("Dan", 9, 1));

        // Of Ann and Cid; Bob and Dan were hidden without any help.
        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").value())
                .isEqualTo(.5);
        assertThat(value(probes, "cloak", "rank1_targeted_recognized").value()).isEqualTo(.5);
        assertThat(value(probes, "cloak", "rank5_targeted_recognized").value()).isEqualTo(1);
        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").n()).isEqualTo(2);
        assertThat(value(probes, "none", "rank1_untargeted_recognized").value()).isZero();
    }

    @Test
    void keepsTheFirstOfThemInTheOrderOfTheProbes() {
        RecognizedProbes probes = new RecognizedProbes(2);
        add(probes, "none", search("Ann", 2, 9), search("Bob", 1, 9), search("Cid", 1, 9), search("Dan", 1, 9));
        add(probes, "cloak", search("Ann", 9, 1), search("Bob", 1, 9), search("Cid", 1, 9), search("Dan", 9, 1));

        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").value())
                .isZero();
        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").n()).isEqualTo(2);
    }

    @Test
    void countsAFailedProtectionOfARecognizedProbeAsNone() {
        RecognizedProbes probes = new RecognizedProbes(10);
        add(probes, "none", search("Ann", 1, 9), search("Bob", 1, 9));
        add(probes, "cloak", search("Ann", 2, 9), missedSearch("Bob", FAILED));

        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").value())
                .isEqualTo(.5);
        assertThat(value(probes, "cloak", "rank1_untargeted_recognized").n()).isEqualTo(2);
    }

    @Test
    void tellsTheSimilarityToTheSubjectBeforeAndAfter() {
        RecognizedProbes probes = new RecognizedProbes(10);
        add(probes, "none", search("Ann", 1, 9), search("Bob", 1, 9), search("Cid", 3, 9));
        add(
                probes,
                "none",
                pair("Ann", Label.OTHER, at(.8)),
                pair("Bob", Label.OTHER, at(.6)),
                pair("Cid", Label.OTHER, at(.1)),
                pair("Ann", Label.SAME, at(1)));
        add(probes, "cloak", pair("Ann", Label.OTHER, at(.3)), pair("Bob", Label.OTHER, at(.2)));

        assertThat(value(probes, "none", "similarity_recognized").value()).isCloseTo(.7, within(1e-12));
        assertThat(value(probes, "cloak", "similarity_recognized").value()).isCloseTo(.25, within(1e-12));
        assertThat(value(probes, "cloak", "psr_dodging_recognized").value()).isEqualTo(1);
    }

    @Test
    void saysNothingOfAModelThatDidNotSearch() {
        RecognizedProbes probes = new RecognizedProbes(10);
        add(probes, "none", pair("Ann", Label.OTHER, at(.8)));
        add(probes, "cloak", pair("Ann", Label.OTHER, at(.3)));

        assertThat(probes.metrics()).isEmpty();
    }

    private static void add(RecognizedProbes probes, String defense, Trial... trials) {
        probes.add(Stream.of(trials).map(trial -> under(defense, trial)).toList(), List.of(AT_POINT_FOUR));
    }

    private static MetricValue value(RecognizedProbes probes, String defense, String metric) {
        return probes.metrics().stream()
                .filter(value ->
                        value.cell().defense().equals(defense) && value.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
