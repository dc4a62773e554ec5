package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Access;
import dev.visor.core.Cell;
import dev.visor.core.Trust;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Dirty;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan alone gives away, and what it does not. */
class RecognitionPlanWarningsTest {

    private final PlannedRun plan = new PlannedRun();

    @Test
    void aSoundPlanRaisesNothingButWhatItIsToldOf() {
        assertThat(codes()).containsExactly("few-probes", "no-detector", "no-purification");

        plan.detector = "ultra-light";
        plan.dirty = Dirty.YES;

        assertThat(codes()).containsExactly("few-probes", "no-purification", "uncommitted-code");
    }

    @Test
    void fewProbesAreCounted() {
        assertThat(message("few-probes"))
                .isEqualTo("all ran on 6 probes: the 95 % interval of a rate near one half spans 62 points");

        plan.roles = new RecognitionSizes(100, 100, 0, 2, 2, 5, 12, 0, "");
        plan.set("probe_limits", Map.of("cloak", 29));

        assertThat(message("few-probes")).startsWith("cloak ran on 29 probes: ");
    }

    @Test
    void aModelThatIsTheSurrogateShowsNoTransfer() {
        assertThat(codes()).doesNotContain("white-box-only");

        plan.model = plan.recognizer("victim", "a".repeat(64), "family-b", "SetB1");
        plan.access = Access.WHITE_BOX;

        assertThat(message("white-box-only"))
                .isEqualTo(
                        "cloak met only victims that are its surrogates, own, victim (the weights of own): nothing was measured of how it transfers");
    }

    @Test
    void trainingOnTheSamePeopleIsSeen() {
        assertThat(codes()).doesNotContain("training-overlap");

        plan.model = plan.recognizer("victim", "b".repeat(64), "family-b", "SetA1 and photos");

        assertThat(message("training-overlap"))
                .isEqualTo("recognizers were trained on the same people: surrogate own and victim victim on seta1");
    }

    @Test
    void trainingOnThePeopleWhoAreJudgedIsSeen() {
        plan.model = plan.recognizer("victim", "b".repeat(64), "family-b", "noise-people");

        assertThat(message("training-overlap")).endsWith("victim on noise-people, whose people it judges");
    }

    @Test
    void aCopyOfTheSurrogateIsNoOverlap() {
        plan.model = plan.recognizer("victim", "a".repeat(64), "family-b", "SetA1");

        assertThat(codes()).doesNotContain("training-overlap");
    }

    @Test
    void aFarThatFewImpostorsCannotResolveIsSeen() {
        // 12 impostors make 66 pairs: 10.56 false accepts at 0.16, 6.6 at 0.1.
        plan.set("fars", List.of(.16));
        assertThat(codes()).doesNotContain("unresolved-far");

        plan.set("fars", List.of(.16, .1));

        assertThat(message("unresolved-far"))
                .isEqualTo(
                        "66 impostor pairs cannot tell these FARs from their neighbors: 0.1 (6.6 false accepts expected)");
    }

    @Test
    void netsOfOneFamilyAndUntoldTrainingAreSeen() {
        plan.model = plan.recognizer("victim", "b".repeat(64), "family-a, wider", "unknown");

        assertThat(message("same-architecture")).startsWith("surrogate own and victims victim");
        assertThat(message("unknown-training-data")).startsWith("it is not told what victim were trained on");
    }

    @Test
    void targetsWithoutASecondPhotoAreSeen() {
        plan.roles = new RecognitionSizes(6, 6, 0, 2, 0, 5, 12, 0, "");

        assertThat(codes()).contains("targets-not-enrolled");
    }

    @Test
    void aDefenseThatWasSparedACountermeasureIsSeenAndTheControlNeverIs() {
        plan.set("countermeasure_defenses", Map.of("trained", List.of("cloak"), "costly", List.of()));

        assertThat(message("countermeasure-restricted"))
                .isEqualTo(
                        "costly was not tried against cloak: their worst case leaves it out, and may look better for that");
    }

    @Test
    void imagesThatWereSuppliedAndProgramsThatDrawAreSeen() {
        assertThat(codes()).doesNotContain("images-supplied", "images-odd", "not-repeatable");

        plan.defenses = List.of(
                PlannedRun.defense("none", "control"),
                others("mine", Trust.SUPPLIED, Map.of("photos", "28", "missing", "3", "untouched", "0", "lossy", "2")),
                others("drawn", Trust.COMMAND, Map.of("deterministic", "false")),
                others("steady", Trust.COMMAND, Map.of("deterministic", "true")));

        assertThat(message("images-supplied")).startsWith("mine: made elsewhere and supplied");
        assertThat(message("images-odd"))
                .isEqualTo(
                        "mine: of the images for 28 photos, 3 are missing, which counts as not protected; 2 are JPEG files");
        assertThat(message("not-repeatable")).startsWith("drawn: need not make the same again");
    }

    private static RunInfo.Entry others(String id, Trust trust, Map<String, Object> params) {
        return new RunInfo.Entry(id, id, "", "", "authors", params, "", "c".repeat(64), "", trust);
    }

    @Test
    void aTrackerWhoCompressesPhotosSparesNobodyOfNoPurification() {
        plan.cells.add(plan.cell("cloak", "jpeg"));

        assertThat(codes()).doesNotContain("no-purification");
    }

    @Test
    void whatLiesAmongThePhotosAndIsNoneIsCounted() {
        plan.leftOut = Map.of("hidden", 1, "HEIC", 12);

        assertThat(message("photos-left-out"))
                .isEqualTo("of what lies among the photos of noise-people, this was left out: 12 HEIC, 1 hidden");
    }

    private List<String> codes() {
        return raised().stream().map(Warning::code).toList();
    }

    private String message(String code) {
        return raised().stream()
                .filter(warning -> warning.code().equals(code))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private List<Warning> raised() {
        List<Cell> cells = new ArrayList<>(plan.cells);
        cells.add(plan.cell("none", "none"));
        cells.add(plan.cell("cloak", "none"));
        return Diagnosis.ofPlan(plan.info(), cells);
    }
}
