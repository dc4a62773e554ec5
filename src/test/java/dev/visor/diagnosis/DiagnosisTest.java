package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Counts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which warnings a completed record must hold, may hold, and must not. */
class DiagnosisTest {

    private final PlannedRun run = new PlannedRun();

    @Test
    void whatAPlanRaisesTheRecordMustHold() {
        assertThat(expected())
                .contains(ExpectedWarning.required(new Warning(
                        "few-probes",
                        "all ran on 6 probes: the 95 % interval of a rate near one half spans 62 points")));
    }

    @Test
    void aShardIsNotHeldToWhatTheWholePlanTells() {
        run.access = Access.WHITE_BOX;
        assertThat(required()).contains(WarningCode.WHITE_BOX_ONLY, WarningCode.NO_PURIFICATION);

        run.set("shard", "1/2");

        assertThat(required())
                .contains(WarningCode.FEW_PROBES)
                .doesNotContain(WarningCode.WHITE_BOX_ONLY, WarningCode.NO_PURIFICATION);
        assertThat(expected()).contains(ExpectedWarning.inAnyWords(WarningCode.WHITE_BOX_ONLY, false));
    }

    @Test
    void trialsThatWereNotComparedMustBeToldAndPhotosInNoTrialMay() {
        run.counts = new Counts(20, 17, 3, 0, 0, 0, 0, 0, 0, 0);

        assertThat(expected())
                .contains(
                        ExpectedWarning.required(
                                new Warning("no-face", "3 of 20 trials were not compared, for a photo shows no face")),
                        ExpectedWarning.possible(new Warning(
                                "unreadable-photos", "0 of 20 trials were not compared, for a photo cannot be read")));
    }

    @Test
    void whatWasLeftOutOfTwoDataSetsMustBeToldInWhateverWords() {
        run.inverts = true;
        assertThat(expected()).contains(ExpectedWarning.inAnyWords(WarningCode.PHOTOS_LEFT_OUT, false));

        run.leftOut = Map.of("hidden", 1);

        assertThat(expected()).contains(ExpectedWarning.inAnyWords(WarningCode.PHOTOS_LEFT_OUT, true));
    }

    @Test
    void questionsWithoutAnAnswerAreCountedByServiceAndNobodyElse() {
        run.set("services", List.of("victim"));
        JudgedTrials trials = new JudgedTrials();
        trials.add(List.of(trial(new Outcome.Compared(.5)), trial(new Outcome.NotAcquired(Reason.FAILED))), List.of());

        assertThat(Diagnosis.unanswered(run.info(), trials, service -> false))
                .contains(new Warning(
                        "service-unanswered",
                        "questions without an answer count as not protected: victim (1 of 2 trials)"));
        assertThat(Diagnosis.unanswered(run.info(), trials, service -> true))
                .map(warning -> WarningCode.SERVICE_UNANSWERED.stem(warning.message()))
                .contains("questions without an answer count as not protected: victim (1 of 2 trials)");

        run.set("services", List.of());

        assertThat(Diagnosis.unanswered(run.info(), trials, service -> false)).isEmpty();
    }

    @Test
    void namesThatTheMachineToldAreNoPartOfWhatFollows() {
        assertThat(WarningCode.NO_FACE.stem("3 of 20 shows no face, unprotected ones among them: a: b; c"))
                .isEqualTo("3 of 20 shows no face");
        assertThat(WarningCode.UNREADABLE_PHOTOS.stem("a photo cannot be read: a.png (cut off)"))
                .isEqualTo("a photo cannot be read");
        assertThat(WarningCode.FEW_PROBES.stem("all ran: few")).isEqualTo("all ran: few");
    }

    private Trial trial(Outcome outcome) {
        return new Trial.Identification(
                run.cell("cloak", "none"),
                Pairing.PROTECTED_CLEAN,
                new SubjectId("ann"),
                new PhotoId("ann-1"),
                outcome,
                Optional.empty());
    }

    private List<WarningCode> required() {
        return expected().stream()
                .filter(ExpectedWarning::required)
                .map(ExpectedWarning::code)
                .toList();
    }

    private List<ExpectedWarning> expected() {
        List<Cell> cells = List.of(run.cell("none", "none"), run.cell("cloak", "none"));
        return Diagnosis.expected(run.info(), cells, new JudgedTrials(), List.of());
    }
}
