package dev.visor.recognizer.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.util.Utils;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.recognizer.djl.WrittenModels;
import dev.visor.recognizer.isolation.ModelProcess.Limits;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** What a model does in a process of its own ends there, in one sentence. */
class ModelProcessTest {

    /** As for any model, but that a test waits less. */
    private static final Limits SHORT = new Limits(Limits.ofLoading(0).mebibytes(), 20, 300);

    /** Longer than starting and loading compute; what does not end then does not end. */
    private static final Limits NEVER_ENDS = new Limits(Limits.ofLoading(0).mebibytes(), 8, 300);

    /** On disk: a confined process has a memory of its own in the place of the tests'. */
    @TempDir(factory = TempDirFactory.Standard.class)
    private Path folder;

    @BeforeEach
    void unpackTheEngine() {
        Assumptions.assumeTrue(Confinement.available(), "no POSIX shell");
        Compute.open("cpu").close();
    }

    @Test
    void aSoundModelIsCheckedOnceAndThenKnown() throws IOException {
        FirstLoad firstLoad = new FirstLoad(folder.resolve("known"));
        ModelFile file = model("return e");

        firstLoad.of(card(file), file);
        Files.delete(file.path());

        // Not looked at again, or it would be missed.
        assertThatCode(() -> firstLoad.of(card(file), file)).doesNotThrowAnyException();
    }

    @Test
    void aModelThatFailsIsNotRemembered() throws IOException {
        FirstLoad firstLoad = new FirstLoad(folder.resolve("known"));
        ModelFile file = model("return torch.dropout(e, 0.5, True)");

        assertThatThrownBy(() -> firstLoad.of(card(file), file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("asked again, it gives the same face another embedding");
        assertThat(folder.resolve("known")).doesNotExist();
    }

    @Test
    void aModelThatNeverEndsIsEnded() throws IOException {
        ModelFile file = model("go = True", "while go:", "  e = torch.add(e, 1.)", "return e");

        refused(file, NEVER_ENDS, "it was still computing after 8 s");
    }

    @Test
    void aModelThatTakesAllMemoryIsRefused() throws IOException {
        ModelFile file = model("go = True", "while go:", "  e = torch.cat([e, e])", "return e");

        refused(file, SHORT, "memory");
    }

    @Test
    void anIsolatedRecognizerGivesTheSameBits() throws IOException {
        ModelFile file = model("return e");
        List<FaceImage> faces = SyntheticFaces.of(3, 1, 112);
        try (Compute compute = Compute.open("cpu");
                TorchScriptRecognizer here = new TorchScriptRecognizer(card(file), file, compute);
                IsolatedRecognizer there = new IsolatedRecognizer(card(file), file)) {
            for (int i = 0; i < faces.size(); i++) {
                assertThat(there.embed(faces).get(i).values())
                        .containsExactly(here.embed(faces).get(i).values());
            }
        }
    }

    @Test
    void aProcessThatDiesIsOneSentence() throws IOException {
        ModelFile file = model("return e");
        try (IsolatedRecognizer recognizer = new IsolatedRecognizer(card(file), file)) {
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);

            assertThatThrownBy(() -> recognizer.embed(SyntheticFaces.of(1, 1, 112)))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("its model was run in a process of its own, and it was killed (SIGKILL)");
        }
    }

    @Test
    void keysOfTheUserAreNotHandedOn() {
        Map<String, String> environment = new HashMap<>(
                Map.of("AWS_SECRET_ACCESS_KEY", "x", "MY_KEY", "y", "PATH", "/bin", "ONEDNN_MAX_CPU_ISA", "AVX2"));

        JavaCommand.keepHarmless(environment);

        assertThat(environment).containsOnlyKeys("PATH", "ONEDNN_MAX_CPU_ISA", "MALLOC_ARENA_MAX");
    }

    @Test
    void theProcessIsToldWhereTheEngineIsUnpacked() {
        assertThat(JavaCommand.of(folder, 100))
                .contains("-DENGINE_CACHE_DIR=" + Utils.getEngineCacheDir().toAbsolutePath());
    }

    private void refused(ModelFile file, Limits limits, String reason) {
        assertThatThrownBy(() -> ModelProcess.start(card(file), file, Confinement.strongest(), limits))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("recognizer written:")
                .hasMessageContaining(reason);
    }

    private ModelFile model(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of(WrittenModels.EMBED));
        all.addAll(List.of(lines));
        Path file = WrittenModels.torchScript(folder.resolve("net.pt"), all.toArray(String[]::new));
        return new ModelFile("recognizer written", file, Digest.ofFile(file));
    }

    private static RecognizerCard card(ModelFile file) {
        return WrittenModels.card("torchscript", file.sha256());
    }
}
