package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.OwnGradient;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.ProjectedStep.Norm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recognizers on real faces: the gradient that is made for them beside libtorch's. */
@Tag("model")
class OwnGradientTest {

    private static RealFaces real;
    private static List<FaceImage> crops;

    @BeforeAll
    static void load() {
        String folder = System.getenv("VISOR_ASSETS");
        Assumptions.assumeTrue(folder != null, "no VISOR_ASSETS");
        real = new RealFaces(Path.of(folder));
        crops = real.crops(12);
    }

    @ParameterizedTest
    @CsvSource({"mfn_y1, 128", "mobileface_v2, 256", "mobileface_v3, 256", "faceplugin_mfn512, 512"})
    void embeddingsAndGradientsAreLibtorchsButForRounding(String id, int dimension) throws IOException {
        try (Compute compute = Compute.open("cpu", 2);
                TorchScriptRecognizer recognizer = real.recognizer(id, dimension, compute);
                NDManager scope = compute.manager().newSubManager()) {
            OwnGradient own = recognizer.ownGradient().orElseThrow();
            NDArray faces = Faces.stack(scope, crops.subList(0, 3));
            NDArray leaf = Gradients.leaf(faces.duplicate());
            NDArray seen = recognizer.embedForGradient(leaf);
            NDArray weights = seen.stopGradient().flip(0);
            NDArray expected = Gradients.of(seen.mul(weights).sum(), leaf, false);

            OwnGradient.Recorded recorded = own.record(faces);
            // Two sums for each face, the second the first's opposite.
            NDArray both = recorded.gradient(weights.concat(weights.neg(), 0));

            assertThat(most(recorded.embedding().sub(seen.stopGradient()))).isLessThan(1e-5);
            assertThat(most(own.embed(faces).sub(seen.stopGradient()))).isLessThan(1e-5);
            assertThat(length(both.get("0:3").sub(expected))).isLessThan(2e-2 * length(expected));
            assertThat(length(both.get("3:6").add(expected))).isLessThan(2e-2 * length(expected));
            assertThat(length(expected)).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"edgeface_xxs, 512", "esp_mfn, 512"})
    void aNetworkWithWhatIsNotDifferentiatedHereHasLibtorchsAlone(String id, int dimension) throws IOException {
        try (Compute compute = Compute.open("cpu", 2);
                TorchScriptRecognizer recognizer = real.recognizer(id, dimension, compute)) {
            assertThat(recognizer.ownGradient()).isEmpty();
        }
    }

    /** The share of photos and full rounds in which the exact winner was what the screened round would have tried. */
    @Test
    void aScreenedRoundTriesTheTargetThatWins() throws IOException {
        try (Compute compute = Compute.open("cpu", 2);
                TorchScriptRecognizer recognizer = real.recognizer("mobileface_v3", 256, compute)) {
            TipImFast fast = new TipImFast(new TipImFast.Params(
                    12 / 255.,
                    1.5 / 255,
                    21,
                    Norm.LINF,
                    1,
                    Distance.SQUARED_L2,
                    Distance.SQUARED_L2,
                    Gain.MAX,
                    1,
                    5,
                    Diversity.NONE));
            List<FaceImage> faces = crops.subList(0, 4);
            List<FaceImage> targets = crops.subList(4, 12);
            List<RandomGenerator> randoms =
                    Stream.generate(() -> new Seed(1).generator()).limit(4).toList();
            Screen screen = fast.screen(4, 8);
            fast.exact()
                    .protect(
                            faces,
                            new DefenseContext(new Surrogates(List.of(recognizer), compute), targets, randoms),
                            screen);

            System.out.printf(
                    "screened rounds: %d of %d choices are the exact ones%n", screen.agreed(), screen.checked());
            assertThat(screen.checked()).isEqualTo(4 * 4);
            assertThat(screen.agreed() / (double) screen.checked()).isGreaterThanOrEqualTo(.9);
        }
    }

    private static double most(NDArray values) {
        return values.abs().max().getFloat();
    }

    private static double length(NDArray values) {
        return Math.sqrt(values.square().sum().getFloat());
    }
}
