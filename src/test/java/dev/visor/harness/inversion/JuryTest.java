package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.inversion.Jury.JudgedReconstruction;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.Recognizer;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One judge, five people of two training photos each, whom it tells apart without an error. */
class JuryTest {

    private static final String JUDGE = InversionTestBed.JURY.get(0);
    private static final PhotoId PROBE = new PhotoId("reconstruction#0");

    private static final Cell CELL = Cell.of("none", List.of(), "members", 1)
            .attackedBy("attack", AttackerAccess.SCORES)
            .judgedBy(JUDGE);

    @TempDir
    private static Path folder;

    private static Compute compute;
    private static Embedder embedder;
    private static InversionRoles roles;
    private static Jury jury;

    @BeforeAll
    static void enroll() throws IOException {
        compute = Compute.open("cpu");
        embedder = new Embedder(folder.resolve("embeddings"), compute, Progress.SILENT);
        InversionTestBed bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        ResolvedInversion suite = InversionTestBed.suite(List.of(), List.of());
        DataSet members = bed.dataSet(suite.people());
        DataSet strangers = bed.dataSet(suite.others());
        roles = InversionRoles.of(suite.suite(), members, strangers, new Seed(1));
        InversionFaces faces = new InversionFaces(Crop.ARCFACE64, false);
        FaceLocator locator = new FaceLocator(Optional.empty(), new MemoryStore());
        faces.cut(members.photos(), locator, "cutting", Progress.SILENT);
        faces.cut(strangers.photos(), locator, "cutting", Progress.SILENT);
        jury = new Jury(roles, faces, embedder, new Seed(1));
        Recognizer judge = bed.recognizer(suite.recognizers().get(JUDGE), compute);
        jury.enroll(List.of(judge));
    }

    @AfterAll
    static void close() {
        embedder.close();
        compute.close();
    }

    @Test
    void aJudgeIsAskedWhomItKnowsBeforeItIsBelieved() {
        List<Trial> trials = jury.ownErrors(CELL);

        assertThat(trials).hasSize(10).allSatisfy(trial -> {
            assertThat(trial.pairing()).isEqualTo(Pairing.CLEAN_CLEAN);
            assertThat(rank(trial)).isEqualTo(1);
        });
    }

    @Test
    void aTrainingPhotoPassesForItsPersonAndForItself() {
        FacePhoto photo = roles.training().get(3);

        List<Trial> trials = judged(new JudgedReconstruction(PROBE, 1, OptionalInt.of(3)), jury.of(JUDGE, photo));

        assertThat(trials).hasSize(3);
        assertThat(rank(trials.get(0))).isEqualTo(1);
        Verification same = (Verification) trials.get(1);
        assertThat(same.label()).isEqualTo(Label.SAME);
        assertThat(same.mate()).isEqualTo(photo.id());
        assertThat(((Outcome.Compared) same.outcome()).similarity()).isCloseTo(1, within(1e-5));
        Verification other = (Verification) trials.get(2);
        assertThat(other.label()).isEqualTo(Label.OTHER);
        assertThat(other.mateSubject()).isEqualTo(photo.subject());
        assertThat(roles.tests()).extracting(FacePhoto::id).contains(other.mate());
    }

    @Test
    void whoIsAfterNoPhotoInParticularIsHeldAgainstTheMostAlike() {
        FacePhoto second = roles.training().get(3);

        List<Trial> trials = judged(new JudgedReconstruction(PROBE, 1, OptionalInt.empty()), jury.of(JUDGE, second));

        assertThat(((Verification) trials.get(1)).mate()).isEqualTo(second.id());
    }

    @Test
    void somebodyElsesFaceIsNotRecognized() {
        List<Trial> trials = judged(
                new JudgedReconstruction(PROBE, 0, OptionalInt.empty()),
                jury.of(JUDGE, roles.training().get(3)));

        assertThat(rank(trials.get(0))).isGreaterThan(1);
        assertThat(trials.get(0).subject()).isEqualTo(roles.people().get(0));
        assertThat(((Identification) trials.get(0)).found().orElseThrow().rank1())
                .isEqualTo(roles.people().get(1));
    }

    @Test
    void aTieIsNoRecognition() {
        // Alike to nobody: similarity 0 to all.
        Embedding nobody =
                new Embedding(new float[jury.of(JUDGE, roles.tests().get(0)).dimension()]);

        List<Trial> trials = judged(new JudgedReconstruction(PROBE, 0, OptionalInt.empty()), nobody);

        assertThat(rank(trials.get(0))).isEqualTo(roles.people().size());
    }

    @Test
    void theControlAsksUnderTheNameOfAnotherAndOfAStranger() {
        Embedding shown = jury.of(JUDGE, roles.training().get(3));

        List<Trial> trials = jury.control(
                CELL, List.of(new JudgedReconstruction(PROBE, 1, OptionalInt.of(3))), Map.of(PROBE, shown));

        SubjectId own = roles.people().get(1);
        assertThat(trials)
                .extracting(Trial::pairing)
                .containsExactly(Pairing.MISNAMED_CLEAN, Pairing.MISNAMED_CLEAN, Pairing.STRANGER_CLEAN);
        assertThat(trials.get(0).subject()).isNotEqualTo(own).isIn(roles.people());
        assertThat(trials.get(1).subject()).isEqualTo(trials.get(0).subject());
        assertThat(roles.heldOut())
                .extracting(FacePhoto::subject)
                .contains(trials.get(2).subject());
    }

    private static List<Trial> judged(JudgedReconstruction reconstruction, Embedding shown) {
        return jury.judge(CELL, Pairing.RECONSTRUCTED_CLEAN, List.of(reconstruction), Map.of(PROBE, shown));
    }

    private static int rank(Trial trial) {
        return ((Identification) trial).found().orElseThrow().trueRank();
    }
}
