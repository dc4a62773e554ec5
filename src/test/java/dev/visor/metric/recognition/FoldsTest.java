package dev.visor.metric.recognition;

import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.inFold;
import static dev.visor.metric.Trials.judged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldsTest {

    @Test
    void accuracyIsTheMeanOfTheFoldsWithTheirIntervalBesideWilsons() {
        // Fold 0 is judged at the first best t of fold 1, just above .2, and misses .8, whose distance is .4.
        // Fold 1 is judged just above .4 and misses the face that was not found.
        MetricValue value = new VerificationAccuracy()
                .of(judged(
                        inFold(0, Label.OTHER, at(.9)),
                        inFold(0, Label.OTHER, at(.8)),
                        inFold(0, Label.IMPOSTOR, at(.1)),
                        inFold(0, Label.IMPOSTOR, at(.2)),
                        inFold(1, Label.OTHER, at(.9)),
                        inFold(1, Label.OTHER, NO_FACE),
                        inFold(1, Label.IMPOSTOR, at(.1)),
                        inFold(1, Label.IMPOSTOR, at(.2))))
                .get(0);

        assertThat(value.metric()).isEqualTo("verification_accuracy");
        assertThat(value.value()).isEqualTo(.75);
        assertThat(value.n()).isEqualTo(8);
        assertThat(value.interval()).contains(Wilson.interval(6, 8));
        assertThat(value.clusterInterval()).contains(new Interval(.75, .75));
    }

    @Test
    void theIntervalOfTheFoldsIsTheirStandardErrorTimes196() {
        Interval interval = Folds.interval(.9, .01, 4);

        assertThat(interval.low()).isCloseTo(.9 - 1.96 * .005, within(1e-12));
        assertThat(interval.high()).isCloseTo(.9 + 1.96 * .005, within(1e-12));
        assertThat(Folds.interval(.99, .1, 4).high()).isEqualTo(1);
    }

    @Test
    void givesNoTarAtAFarThatThePairsCannotResolve() {
        assertThat(new TarAtFarTenfold().of(new CellTrials(folds(10, 111), List.of())))
                .isEmpty();
    }

    @Test
    void givesTheTarOfPairsThatCanResolveIt() {
        MetricValue value = new TarAtFarTenfold()
                .of(new CellTrials(folds(10, 112), List.of()))
                .get(0);

        assertThat(value.metric()).isEqualTo("tar_at_far_tenfold");
        assertThat(value.far().orElseThrow().rate()).isEqualTo(.01);
        assertThat(value.value()).isEqualTo(.5);
        assertThat(value.n()).isEqualTo(20);
    }

    @Test
    void isNotDefinedForAListOfOneKind() {
        assertThat(new VerificationAccuracy()
                        .of(judged(inFold(0, Label.OTHER, at(.9)), inFold(1, Label.IMPOSTOR, at(.9)))))
                .isEmpty();
    }

    /** Two genuine pairs a fold, one of them unrecognizable, and impostors spread from -0.2 upwards. */
    private static List<Trial> folds(int folds, int impostors) {
        List<Trial> trials = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            trials.add(inFold(fold, Label.OTHER, at(.9)));
            trials.add(inFold(fold, Label.OTHER, at(-.5)));
            for (int i = 0; i < impostors; i++) {
                trials.add(inFold(fold, Label.IMPOSTOR, at(-.2 + i * .001)));
            }
        }
        return trials;
    }
}
