package dev.visor.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Attack;
import dev.visor.defense.Defense;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.ensemble.ShrunkFaces;
import dev.visor.harness.inversion.AttackOutput;
import dev.visor.harness.inversion.AttackRunner;
import dev.visor.harness.inversion.InversionRun;
import dev.visor.harness.inversion.TargetTraining;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.protection.Contract;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.StoredProtection;
import dev.visor.harness.protection.WatchedRandom;
import dev.visor.harness.recognition.AdaptiveTraining;
import dev.visor.harness.recognition.Purifier;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.djl.OnnxRecognizer;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.recognizer.isolation.IsolatedRecognizer;
import dev.visor.recognizer.training.RecognizerTraining;
import dev.visor.recognizer.training.optimization.Sgd;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as related to a stored thing: enough that no number is stale, and little enough that the store is of use. */
class StageTest {

    /** Where a change recomputes nothing. */
    private static final Pattern UNRELATED =
            Pattern.compile("dev\\.visor\\.(report|audit|cli|catalog|selftest|result|metric|stats|service)\\..*");

    private static Stream<Stage> stages() {
        return Stream.concat(
                InversionRun.STAGES.stream(), Stream.of(Purifier.STAGE, AdaptiveTraining.STAGE, ShrunkFaces.STAGE));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void noStageReachesWhatReportsJudgesOrReads(Stage stage) {
        assertThat(stage.implementation().classes())
                .isNotEmpty()
                .noneMatch(name -> UNRELATED.matcher(name).matches());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void noStageReachesADefenseOrAnAttackThatItIsHanded(Stage stage) throws ClassNotFoundException {
        for (String name : stage.implementation().classes()) {
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            assertThat(Defense.class.isAssignableFrom(type) && !type.isInterface())
                    .as("%s is a defense", name)
                    .isFalse();
            assertThat(Attack.class.isAssignableFrom(type) && !type.isInterface() && !type.isAnonymousClass())
                    .as("%s is an attack", name)
                    .isFalse();
        }
    }

    @Test
    void eachStageReachesWhatItComputesWith() {
        assertThat(FaceLocator.STAGE.implementation().classes())
                .contains(FaceCropper.class.getName(), "dev.visor.dataset.image.JpegScans");
        assertThat(Protector.STAGE.implementation().classes())
                .contains(Contract.class.getName(), WatchedRandom.class.getName(), StoredProtection.class.getName());
        assertThat(TargetTraining.STAGE.implementation().classes())
                .contains(RecognizerTraining.class.getName(), Sgd.class.getName());
        assertThat(AttackRunner.STAGE.implementation().classes())
                .contains("dev.visor.attack.target.WithinAccess", AttackOutput.class.getName());
        assertThat(Embedder.STAGE.implementation().classes())
                .contains(Embedder.class.getName(), Recognizer.class.getName());
    }

    @Test
    void aRecognizerInAProcessOfItsOwnIsMadeOfWhatComputesThere() {
        assertThat(Implementation.of(IsolatedRecognizer.class).classes())
                .contains(OnnxRecognizer.class.getName(), TorchScriptRecognizer.class.getName());
        assertThat(Implementation.of(OnnxRecognizer.class).classes())
                .doesNotContain(TorchScriptRecognizer.class.getName());
    }
}
