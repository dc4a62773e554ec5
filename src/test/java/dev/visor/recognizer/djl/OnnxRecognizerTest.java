package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("model")
class OnnxRecognizerTest {

    private static final Compute COMPUTE = Compute.open("cpu");
    private static final List<FaceImage> FACES = List.of(Patterns.stripes(112), Patterns.waves(112));

    /** The first values of the unit embeddings, by ONNX Runtime from Python. */
    private static final float[] OF_STRIPES = {
        -0.0234053f, 0.01629692f, 0.01563401f, -0.0396963f, -0.0047388f, -0.04436296f, -0.0148238f, 0.00780262f
    };

    private static final float[] OF_WAVES = {
        0.032001f, -0.02097338f, -0.01162883f, -0.01296867f, -0.00476013f, 0.01761003f, 0.04039933f, 0.00049028f
    };

    @Test
    void embedsAsOnnxRuntimeDoesElsewhere() {
        try (OnnxRecognizer recognizer = recognizer(512)) {
            List<Embedding> embeddings = recognizer.embed(FACES);

            assertThat(firstEight(embeddings.get(0))).containsExactly(OF_STRIPES, within(2e-6f));
            assertThat(firstEight(embeddings.get(1))).containsExactly(OF_WAVES, within(2e-6f));
        }
    }

    @Test
    void embedsATensorOfAnotherEngineRowByRow() {
        try (OnnxRecognizer recognizer = recognizer(512);
                NDManager manager = COMPUTE.manager().newSubManager()) {
            NDArray rows = recognizer.embed(Faces.stack(manager, FACES));

            assertThat(rows.getShape().getShape()).containsExactly(2, 512);
            assertThat(rows.get(1).toFloatArray())
                    .containsExactly(recognizer.embed(FACES).get(1).values());
        }
    }

    /** Not to the last digit: the assets' net was traced with another mean and deviation than the package's code has. */
    @Test
    void isTheNetOfTheAssetsFolder() {
        Path file = NpmPackages.asset("models/faceplugin_mfn512.pt");
        try (OnnxRecognizer onnx = recognizer(512);
                TorchScriptRecognizer torch = new TorchScriptRecognizer(
                        NpmPackages.mobileFaceNetCard(512)
                                .asking(Crop.ARCFACE112, FaceInput.PLAIN, EmbeddingChoice.FOUND),
                        Pinned.file(file),
                        COMPUTE)) {
            for (int i = 0; i < FACES.size(); i++) {
                assertThat(onnx.embed(FACES)
                                .get(i)
                                .similarity(torch.embed(FACES).get(i)))
                        .isGreaterThan(.9999);
            }
        }
    }

    @Test
    void refusesAFaceOfAnotherSize() {
        try (OnnxRecognizer recognizer = recognizer(512)) {
            assertThatThrownBy(() -> recognizer.embed(List.of(Patterns.waves(96))))
                    .isInstanceOf(ContractViolation.class)
                    .hasMessageContaining("takes 112 x 112 faces");
        }
    }

    @Test
    void saysWhenTheCardHasAnotherDimension() {
        try (OnnxRecognizer recognizer = recognizer(128)) {
            assertThatThrownBy(() -> recognizer.embed(FACES))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("its file returns [1, 512] for 1 face, its card says dimension 128");
        }
    }

    @Test
    void refusesAFileThatIsNoModel(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("net.onnx"), "no model");

        assertThatThrownBy(() -> new OnnxRecognizer(NpmPackages.mobileFaceNetCard(512), Pinned.file(file), COMPUTE))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(file + " cannot be loaded as an ONNX model");
    }

    private static OnnxRecognizer recognizer(int dimension) {
        return new OnnxRecognizer(
                NpmPackages.mobileFaceNetCard(dimension), Pinned.file(NpmPackages.mobileFaceNet()), COMPUTE);
    }

    private static float[] firstEight(Embedding embedding) {
        return Arrays.copyOf(embedding.values(), 8);
    }
}
