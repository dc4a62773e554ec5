package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frozen files (weights are constants of the code) and others (weights are buffers) alike. */
@Tag("model")
class TorchScriptNetworkTest {

    private static Path models;

    @BeforeAll
    static void find() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.out.println("skipped: training the weights of real recognizers needs VISOR_ASSETS");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        models = Path.of(folder, "models");
    }

    @ParameterizedTest
    @CsvSource({
        "edgeface_xxs, 512, 54, 2e-4",
        "mfn_y1, 128, 50, 3e-5",
        "mobileface_v2, 256, 38, 3e-5",
        "mobileface_v3, 256, 18, 3e-5"
    })
    void computesWhatTheFileDoesAndItsLossFallsAlongTheGradientOfEveryFilter(
            String id, int dimension, int filters, double change) throws IOException {
        try (Compute compute = Compute.open("cpu");
                TorchScriptRecognizer recognizer = recognizer(id, dimension, compute);
                Network network = recognizer.network();
                NDManager scope = compute.manager().newSubManager()) {
            List<FaceImage> faces = SyntheticFaces.of(2, 1, 112);
            NDArray batch = Faces.stack(scope, faces);
            float[] before = recognizer.embed(batch).toFloatArray();

            network.weights().forEach(Gradients::leaf);
            List<NDArray> gradients = Gradients.of(loss(network, batch), network.weights());

            assertThat(unit(network, batch)).containsExactly(before, within(1e-4f));
            assertThat(gradients).hasSize(filters).allMatch(g -> g.abs().sum().getFloat() > 0);
            assertThat(slope(network, batch, gradients, change)).isEqualTo(1, within(.02));
            assertThat(recognizer.embed(batch).toFloatArray()).containsExactly(before);
        }
    }

    /**
     * How far the loss moves along the gradient, as a share of what the gradient promises.
     *
     * @param change of the cosine: small against the net's curvature and kinks, large against its rounding
     */
    private static double slope(Network network, NDArray batch, List<NDArray> gradients, double change) {
        double squares = 0;
        for (NDArray gradient : gradients) {
            squares += gradient.square().sum().getFloat();
        }
        double step = change / squares;
        move(network, gradients, step);
        double up = loss(network, batch).getFloat();
        move(network, gradients, -2 * step);
        double down = loss(network, batch).getFloat();
        return (up - down) / (2 * step * squares);
    }

    private static void move(Network network, List<NDArray> gradients, double step) {
        JniUtils.setGradMode(false);
        for (int i = 0; i < gradients.size(); i++) {
            network.weights().get(i).addi(gradients.get(i).mul(step));
        }
        JniUtils.setGradMode(true);
    }

    /** Cosine of the two embeddings. */
    private static NDArray loss(Network network, NDArray batch) {
        NDArray raw = network.forward(batch);
        NDArray unit = raw.div(raw.norm(new int[] {1}, true));
        return unit.get(0).mul(unit.get(1)).sum();
    }

    private static float[] unit(Network network, NDArray batch) {
        NDArray raw = network.forward(batch).stopGradient();
        return raw.div(raw.norm(new int[] {1}, true)).toFloatArray();
    }

    private static TorchScriptRecognizer recognizer(String id, int dimension, Compute compute) throws IOException {
        Path file = models.resolve(id + ".pt");
        RecognizerCard card = new RecognizerCard(
                id,
                "torchscript",
                "",
                new RecognizerCard.Asset("", id),
                Digest.ofFile(file),
                Crop.ARCFACE112,
                dimension,
                "",
                "",
                "",
                List.of(),
                Map.of());
        return new TorchScriptRecognizer(card, Pinned.file(file), compute);
    }
}
