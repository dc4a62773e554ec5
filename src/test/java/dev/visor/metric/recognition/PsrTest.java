package dev.visor.metric.recognition;

import static dev.visor.metric.Trials.AT_POINT_FOUR;
import static dev.visor.metric.Trials.FAILED;
import static dev.visor.metric.Trials.NO_FACE;
import static dev.visor.metric.Trials.at;
import static dev.visor.metric.Trials.inFold;
import static dev.visor.metric.Trials.judged;
import static dev.visor.metric.Trials.pair;
import static dev.visor.metric.Trials.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.CellTrials;
import dev.visor.stats.Calibration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PsrTest {

    @Test
    void dodgingIsBeingRejectedAgainstAnotherPhotoOfTheSubject() {
        assertThat(values(new PsrDodging(), pair("Ann", Label.OTHER, at(.3)), pair("Bob", Label.OTHER, at(.5))))
                .isEqualTo(Map.of("psr_dodging", .5));
    }

    @Test
    void atTheThresholdIsNotTheSame() {
        assertThat(values(new PsrDodging(), pair("Ann", Label.OTHER, at(.4)))).isEqualTo(Map.of("psr_dodging", 1.));
        assertThat(values(new PsrImpersonation(), pair("Ann", Label.TARGET, at(.4))))
                .isEqualTo(Map.of("psr_impersonation", 0.));
    }

    @Test
    void keepsTheSamePhotoApart() {
        Trial other = pair("Ann", Label.OTHER, at(.3));
        Trial same = pair("Ann", Label.SAME, at(.9));

        assertThat(values(new PsrDodging(), other, same)).isEqualTo(Map.of("psr_dodging", 1.));
        assertThat(values(new PsrDodging(Label.SAME), other, same)).isEqualTo(Map.of("psr_dodging_same", 0.));
    }

    @Test
    void aFaceThatWasNotFoundIsNotProtectedAndTheOtherCountIsShownBeside() {
        assertThat(values(
                        new PsrDodging(),
                        pair("Ann", Label.OTHER, at(.3)),
                        pair("Bob", Label.OTHER, NO_FACE),
                        pair("Cid", Label.OTHER, FAILED),
                        pair("Dan", Label.OTHER, at(.7))))
                .isEqualTo(Map.of("psr_dodging", .25, "psr_dodging_fte", .5));
        assertThat(values(
                        new PsrImpersonation(), pair("Ann", Label.TARGET, at(.7)), pair("Bob", Label.TARGET, NO_FACE)))
                .isEqualTo(Map.of("psr_impersonation", .5));
    }

    @Test
    void isComputedAtEveryThreshold() {
        Threshold strict = Calibration.atFarOfFew(new Far(.25), new double[] {0, .1, .8, .9});
        CellTrials trials = new CellTrials(List.of(pair("Ann", Label.OTHER, at(.5))), List.of(AT_POINT_FOUR, strict));

        assertThat(new PsrDodging().of(trials))
                .extracting(v -> v.far().orElseThrow().rate(), v -> v.value())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(.5, 0.), org.assertj.core.groups.Tuple.tuple(.25, 1.));
    }

    @Test
    void leavesTheDataSetsOwnPairsAlone() {
        assertThat(values(new PsrDodging(), inFold(0, Label.OTHER, at(.1)))).isEmpty();
        assertThat(values(AcceptedAtFar.TAR_AT_FAR, inFold(0, Label.OTHER, at(.1))))
                .isEmpty();
    }

    @Test
    void jointMeansTakenForATargetAndNotForTheSubject() {
        assertThat(values(
                        new PsrJoint(),
                        pair("Ann", Label.OTHER, at(.3)),
                        pair("Ann", Label.TARGET, at(.1)),
                        pair("Ann", Label.TARGET, at(.7)),
                        pair("Bob", Label.OTHER, at(.6)),
                        pair("Bob", Label.TARGET, at(.7)),
                        pair("Cid", Label.OTHER, at(.3)),
                        pair("Cid", Label.OTHER, at(.5)),
                        pair("Cid", Label.TARGET, at(.7)),
                        pair("Dan", Label.OTHER, at(.3)),
                        pair("Dan", Label.TARGET, at(.2)),
                        pair("Eve", Label.OTHER, NO_FACE),
                        pair("Eve", Label.TARGET, NO_FACE),
                        pair("Fay", Label.OTHER, at(.3))))
                .isEqualTo(Map.of("psr_joint", .2));
    }

    @Test
    void tarIsWhatDodgingLeavesAndPointsTheOtherWay() {
        assertThat(values(
                        AcceptedAtFar.TAR_AT_FAR,
                        pair("Ann", Label.OTHER, at(.7)),
                        pair("Bob", Label.OTHER, at(.2)),
                        pair("Cid", Label.OTHER, NO_FACE),
                        pair("Dan", Label.OTHER, at(.3))))
                .isEqualTo(Map.of("tar_at_far", .25));
        assertThat(AcceptedAtFar.TAR_AT_FAR.better()).isEqualTo(Better.LOWER);
    }

    @Test
    void countsFacesThatWereNotFound() {
        assertThat(values(
                        new NoFaceRate(),
                        pair("Ann", Label.OTHER, at(.7)),
                        pair("Bob", Label.OTHER, NO_FACE),
                        pair("Cid", Label.OTHER, FAILED),
                        pair("Dan", Label.OTHER, at(.2))))
                .isEqualTo(Map.of("no_face_rate", .25));
    }

    @Test
    void hasNoPsrWithoutAThreshold() {
        CellTrials trials =
                new CellTrials(judged(pair("Ann", Label.OTHER, at(.5))).trials(), List.of());

        assertThat(new PsrDodging().of(trials)).isEmpty();
        assertThat(AcceptedAtFar.TAR_AT_FAR.of(trials)).isEmpty();
    }
}
