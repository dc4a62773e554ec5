package dev.visor.metric.evaluation;

import static dev.visor.metric.Trials.AT_POINT_FOUR;
import static dev.visor.metric.Trials.CELL;
import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.missedSearch;
import static dev.visor.metric.Trials.pair;
import static dev.visor.metric.Trials.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.stats.Calibration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorstCaseTest {

    /** Accepts what lies above .1. */
    private static final Threshold AT_POINT_ONE = Calibration.atFarOfFew(new Far(.5), new double[] {.1, .6});

    private final WorstCase worst = new WorstCase(CELL, List.of(AT_POINT_FOUR));

    @Test
    void aProbeIsHiddenOnlyIfEveryCountermeasureFailsToFindIt() {
        add(search("Ann", 3, 1), search("Bob", 3, 1));
        add(search("Ann", 1, 2), search("Bob", 2, 1));

        assertThat(values()).containsEntry("rank1_untargeted", .5).containsEntry("rank1_targeted", .5);
    }

    /** Ann is found on the second countermeasure, Bob on the first: either countermeasure alone spares one of them. */
    @Test
    void theWorstCountermeasureOfEachProbeCountsNotTheWorstCountermeasure() {
        add(search("Ann", 3, 1), search("Bob", 1, 1));
        add(search("Ann", 1, 1), search("Bob", 3, 1));

        assertThat(values()).containsEntry("rank1_untargeted", 0.);
    }

    @Test
    void dodgingTakesTheLargestSimilarityAndImpersonationTheSmallest() {
        add(pair("Ann", Label.OTHER, at(.2)), pair("Ann", Label.TARGET, at(.9)));
        add(pair("Ann", Label.OTHER, at(.5)), pair("Ann", Label.TARGET, at(.3)));

        assertThat(values()).containsEntry("psr_dodging", 0.).containsEntry("psr_impersonation", 0.);
    }

    @Test
    void aFaceThatOneCountermeasureDoesNotFindCountsAsNotProtected() {
        add(search("Ann", 3, 1), pair("Ann", Label.OTHER, at(.2)));
        add(missedSearch("Ann", NO_FACE), pair("Ann", Label.OTHER, NO_FACE));

        assertThat(values())
                .containsEntry("rank1_untargeted", 0.)
                .containsEntry("psr_dodging", 0.)
                .doesNotContainKeys("rank1_untargeted_fte", "psr_dodging_fte");
    }

    /** .3 is above the newer recognizer's .1 and below the model's .4: it was accepted, and stays so. */
    @Test
    void aCountermeasureWithItsOwnRecognizerIsHeldToItsOwnThreshold() {
        add(pair("Ann", Label.OTHER, at(.2)), pair("Bob", Label.OTHER, at(.2)));
        worst.add(pair("Ann", Label.OTHER, at(.3)), List.of(AT_POINT_ONE));
        worst.add(pair("Bob", Label.OTHER, at(.1)), List.of(AT_POINT_ONE));

        assertThat(values()).containsEntry("psr_dodging", .5);
    }

    @Test
    void itsCellIsThatOfTheUntouchedPhotoUnderTheCountermeasureWorst() {
        add(search("Ann", 3, 1));

        assertThat(worst.metrics())
                .allSatisfy(value -> assertThat(value.cell()).isEqualTo(CELL.withCountermeasure("worst")));
    }

    @Test
    void countermeasuresMustBeJudgedAtTheSameFars() {
        assertThatThrownBy(() -> worst.add(search("Ann", 3, 1), List.of())).hasMessageContaining("0 FARs");
    }

    private void add(Trial... trials) {
        for (Trial trial : trials) {
            worst.add(trial, List.of(AT_POINT_FOUR));
        }
    }

    private Map<String, Double> values() {
        return worst.metrics().stream().collect(Collectors.toMap(MetricValue::metric, MetricValue::value));
    }
}
