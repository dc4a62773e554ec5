package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The TIP-IM loss on real recognizers, in single precision: its slope along the gradient, by central differences, is the
 * gradient's length.
 */
@Tag("model")
class RealGradientTest {

    /** Pixel values: small against the curvature, large against rounding. */
    private static final double STEP = .5;

    private static RealFaces real;

    @BeforeAll
    static void load() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.out.println("skipped: gradients of real recognizers need VISOR_ASSETS");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        real = new RealFaces(Path.of(folder));
    }

    @ParameterizedTest
    @CsvSource({"edgeface_xxs, 512", "mobileface_v2, 256", "mfn_y1, 128"})
    void theSlopeAlongTheGradientIsItsLength(String id, int dimension) throws IOException {
        try (Compute compute = Compute.open("cpu", 2);
                TorchScriptRecognizer surrogate = real.recognizer(id, dimension, compute);
                NDManager scope = compute.manager().newSubManager()) {
            List<FaceImage> faces = real.crops(3);
            NDArray original = Faces.stack(scope, faces.subList(0, 1));
            NDArray target = Faces.stack(scope, faces.subList(1, 2));
            NDArray at = Faces.stack(scope, faces.subList(2, 3));
            Identities identities = new Identities(List.of(surrogate), original, target);

            NDArray leaf = Gradients.leaf(at.duplicate());
            NDArray gradient =
                    Gradients.of(identities.identityLoss(identities.see(leaf), 0, Distance.SQUARED_L2), leaf, false);
            double length = gradient.norm().getFloat();
            NDArray direction = gradient.div(length);
            double slope =
                    (loss(identities, at.add(direction.mul(STEP))) - loss(identities, at.sub(direction.mul(STEP))))
                            / (2 * STEP);

            double error = Math.abs(slope - length) / length;
            System.out.printf("%s: slope %.6f, gradient %.6f, relative error %.1e%n", id, slope, length, error);
            assertThat(error).isLessThan(1e-2);
        }
    }

    private static double loss(Identities identities, NDArray at) {
        return identities
                .identityLoss(identities.judge(at.expandDims(0)), 0, Distance.SQUARED_L2)
                .getFloat();
    }
}
