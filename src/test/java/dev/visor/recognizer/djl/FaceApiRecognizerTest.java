package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("model")
class FaceApiRecognizerTest {

    private static final int SIDE = 150;
    /**
     * The first values of the unit embedding that face-api 1.7.15 itself computes, by the CPU backend of the TensorFlow.js
     * bundled with it, for {@link Patterns#stripes} and {@link Patterns#waves}.
     */
    private static final float[] OF_STRIPES = {
        -0.04079583f, 0.06481627f, 0.02240728f, -0.00312539f, -0.12014240f, -0.02259055f, -0.03130783f, -0.02226638f
    };

    private static final float[] OF_WAVES = {
        -0.06690245f, 0.08411587f, 0.07581396f, -0.02836782f, -0.02292485f, -0.05508848f, -0.06304941f, -0.02108917f
    };

    private static final Compute COMPUTE = Compute.open("cpu");

    @Test
    void embedsAsFaceApiDoes() {
        try (FaceApiRecognizer recognizer = recognizer()) {
            List<Embedding> embeddings = recognizer.embed(List.of(Patterns.stripes(SIDE), Patterns.waves(SIDE)));

            assertThat(firstEight(embeddings.get(0))).containsExactly(OF_STRIPES, within(2e-6f));
            assertThat(firstEight(embeddings.get(1))).containsExactly(OF_WAVES, within(2e-6f));
        }
    }

    @Test
    void gradientAgreesWithFiniteDifferences() {
        QuantizedWeights weights =
                QuantizedWeights.read(Pinned.file(NpmPackages.dlibManifest()), Pinned.file(NpmPackages.dlibWeights()));
        RandomGenerator random = new SplittableRandom(7);
        try (NDManager manager = COMPUTE.manager().newSubManager()) {
            DlibResNet net = new DlibResNet(weights, DataType.FLOAT64, manager);
            Shape shape = new Shape(1, 3, SIDE, SIDE);
            // Noise, for equal neighbors tie in the max pooling, where finite differences see another branch.
            NDArray face = manager.create(random.doubles(shape.size(), 0, 255).toArray(), shape);
            NDArray toward = manager.create(random.doubles(128, -1, 1).toArray(), new Shape(128, 1));
            face.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(net.embed(face).matMul(toward).sum());
            }
            NDArray gradient = face.getGradient();
            for (int i = 0; i < 5; i++) {
                NDArray step =
                        manager.create(random.doubles(shape.size(), -1e-5, 1e-5).toArray(), shape);
                double ahead =
                        net.embed(face.stopGradient().add(step)).matMul(toward).getDouble();
                double behind =
                        net.embed(face.stopGradient().sub(step)).matMul(toward).getDouble();
                double expected = (ahead - behind) / 2;

                assertThat(gradient.mul(step).sum().getDouble()).isCloseTo(expected, within(1e-5 * Math.abs(expected)));
            }
        }
    }

    @Test
    void gradientReachesEveryPartOfTheFace() {
        try (FaceApiRecognizer recognizer = recognizer();
                NDManager manager = COMPUTE.manager().newSubManager()) {
            NDArray face = manager.create(Patterns.waves(SIDE).pixels(), new Shape(1, 3, SIDE, SIDE));
            face.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                collector.backward(recognizer.embedForGradient(face).get(":, 0").sum());
            }
            assertThat(face.getGradient()
                            .abs()
                            .gt(0)
                            .toType(DataType.FLOAT32, false)
                            .mean()
                            .getFloat())
                    .isGreaterThan(.95f);
        }
    }

    @Test
    void refusesAManifestThatTheCardDoesNotKnow() {
        assertThatThrownBy(() -> new FaceApiRecognizer(
                        NpmPackages.dlibCard("0".repeat(64)), Pinned.file(NpmPackages.dlibWeights()), COMPUTE))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("recognizer tested:")
                .hasMessageContaining("its card says " + "0".repeat(64));
    }

    @Test
    void leavesOneTensorBehindForOneCall() {
        try (FaceApiRecognizer recognizer = recognizer();
                NDManager manager = COMPUTE.manager().newSubManager()) {
            NDArray face = manager.create(Patterns.waves(SIDE).pixels(), new Shape(1, 3, SIDE, SIDE));
            int before = manager.getManagedArrays().size();

            NDArray unit = recognizer.embed(face);

            assertThat(manager.getManagedArrays()).hasSize(before + 1);
            assertThat(unit.square().sum().getFloat()).isCloseTo(1, within(1e-5f));
        }
    }

    private static FaceApiRecognizer recognizer() {
        return new FaceApiRecognizer(NpmPackages.dlibCard(), Pinned.file(NpmPackages.dlibWeights()), COMPUTE);
    }

    private static float[] firstEight(Embedding embedding) {
        return java.util.Arrays.copyOf(embedding.values(), 8);
    }
}
