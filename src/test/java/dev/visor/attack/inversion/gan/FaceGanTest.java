package dev.visor.attack.inversion.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.Prior;
import dev.visor.attack.inversion.Waves;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.attack.inversion.algebra.SymmetricMatrix;
import dev.visor.attack.inversion.search.AuxiliaryFaces;
import dev.visor.attack.inversion.search.EigenFaces;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaceGanTest {

    private static final Seed SEED = new Seed(3);
    private static final int LATENT = 6;
    private static final List<FaceImage> PUBLIC = Waves.faces(40, 8, 1);

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void aTransposedConvolutionSpreadsEveryPixelOverFourByFour() {
        RandomGenerator random = new SplittableRandom(1);
        int in = 2;
        int out = 3;
        int side = 3;
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray x = Gaussian.values(scope, new Shape(1, in, side, side), 1, random);
            NDArray kernel = Gaussian.values(scope, new Shape(4 * out, in, 2, 2), 1, random);
            float[] made = Generator.doubled(x, kernel, scope.zeros(new Shape(4 * out)))
                    .toFloatArray();

            float[] from = x.toFloatArray();
            float[] weights = kernel.toFloatArray();
            double[] expected = new double[out * 4 * side * side];
            for (int o = 0; o < out; o++) {
                for (int y = 0; y < 2 * side; y++) {
                    for (int z = 0; z < 2 * side; z++) {
                        for (int c = 0; c < in; c++) {
                            for (int tap = 0; tap < 4; tap++) {
                                // The even pixel sees its source and the one before, the odd one its source and the
                                // next.
                                int row = y / 2 + y % 2 - 1 + tap / 2;
                                int column = z / 2 + z % 2 - 1 + tap % 2;
                                if (row < 0 || column < 0 || row >= side || column >= side) {
                                    continue;
                                }
                                int place = y % 2 * 2 + z % 2;
                                expected[(o * 2 * side + y) * 2 * side + z] += from[(c * side + row) * side + column]
                                        * weights[((place * out + o) * in + c) * 4 + tap];
                            }
                        }
                    }
                }
            }
            for (int i = 0; i < made.length; i++) {
                assertThat(made[i]).isEqualTo((float) expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void aNewGeneratorMakesEigenfaces() {
        AuxiliaryFaces faces = AuxiliaryFaces.of(PUBLIC, 1, "a test");
        EigenFaces eigen = EigenFaces.of(faces, LATENT, SEED.generator(), compute.manager());
        try (FaceGan gan = new FaceGan(LATENT, Waves.SIDE, 1, SEED, compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            gan.generator().startFrom(eigen);
            float[] latent = {.01f, -.02f, .01f, .02f, 0, -.01f};
            float[] made = gan.generator()
                    .rows(scope.create(latent, new Shape(1, LATENT)))
                    .toFloatArray();
            for (int i = 0; i < made.length; i++) {
                double expected = eigen.mean()[i];
                for (int k = 0; k < LATENT; k++) {
                    expected += latent[k] * eigen.scaled(k, i);
                }
                assertThat(made[i]).isEqualTo((float) expected, within(1e-4f));
            }
        }
    }

    @Test
    void aFaceDoesNotDependOnItsBatchAndGrayStaysGray() {
        byte[] prior = learn(new GanPrior(LATENT, 10), SEED);
        try (FaceGan gan = FaceGan.decode(prior, compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            NDArray latents = gan.draw(5, new SplittableRandom(2), scope);
            FaceImage together = Faces.unstack(gan.faces(latents)).get(3);
            FaceImage alone = Faces.unstack(gan.faces(latents.get("3:4"))).get(0);

            for (int i = 0; i < alone.pixels().length; i++) {
                assertThat(alone.pixels()[i]).isEqualTo(together.pixels()[i], within(1e-2f));
                assertThat(alone.pixels()[i]).isEqualTo(alone.pixels()[i % Waves.PLANE]);
            }
        }
    }

    @Test
    void normalizedKernelsHaveTheSameLargestSingularValue() {
        try (Critic critic = new Critic(Waves.SIDE, 1, SEED.generator(), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            List<NDArray> normalized = List.of();
            for (int turn = 0; turn < 200; turn++) {
                normalized = critic.normalized(true, scope);
            }
            for (NDArray kernel : normalized) {
                NDArray matrix = kernel.reshape(kernel.getShape().get(0), -1);
                double largest = SymmetricMatrix.of(matrix.matMul(matrix.transpose()), 1)
                        .eigen()
                        .values()[0];
                assertThat(Math.sqrt(largest)).isEqualTo(Critic.GAIN, within(.02));
            }
        }
    }

    @Test
    void equalSeedsGiveEqualBytesOthersDoNotAndStoredOnesComeBack() {
        GanPrior prior = new GanPrior(LATENT, 6);
        byte[] one = learn(prior, SEED);

        assertThat(learn(prior, SEED)).isEqualTo(one);
        assertThat(learn(prior, new Seed(4))).isNotEqualTo(one);
        try (FaceGan gan = FaceGan.decode(one, compute.manager())) {
            assertThat(gan.encode()).isEqualTo(one);
        }
        assertThatThrownBy(() -> FaceGan.decode(new byte[30], compute.manager()))
                .isInstanceOf(InputError.class);
    }

    @Test
    void equalParametersShareAPriorAndOthersDoNot() {
        assertThat(new GanPrior(64, 6000).key())
                .isEqualTo(new GanPrior(64, 6000).key())
                .isNotEqualTo(new GanPrior(64, 3000).key())
                .isNotEqualTo(new GanPrior(32, 6000).key());
    }

    @Test
    void theBudgetIsAShareOfTheSteps() {
        List<String> told = new ArrayList<>();
        compute.sideBySide(
                2,
                List.of(() -> new GanPrior(LATENT, 12)
                        .learn(new Prior.Study(PUBLIC, Optional.empty(), .25, compute, SEED, told::add))));

        assertThat(told).last().asString().startsWith("generator: step 3 of 3,");
    }

    @Test
    void theCriticMovesAlongItsGradientAsFarAsTheGradientPromises() {
        try (Critic critic = new Critic(Waves.SIDE, 1, SEED.generator(), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            JniUtils.setGradMode(false);
            for (int turn = 0; turn < 300; turn++) {
                critic.normalized(true, scope);
            }
            NDArray rows = AuxiliaryFaces.of(PUBLIC, 1, "a test").of(scope, 0, 1, 2, 3);
            NDArray kernel = critic.kernels().get(1);
            float[] before = kernel.toFloatArray();

            Gradients.leaf(kernel);
            NDArray sum = critic.realness(rows, critic.normalized(false, scope)).sum();
            float[] gradient = Gradients.of(sum, kernel, false).toFloatArray();
            JniUtils.setGradMode(false);
            kernel.setRequiresGradient(false);
            double squares = 0;
            for (float slope : gradient) {
                squares += (double) slope * slope;
            }
            double step = .01 / Math.sqrt(squares);
            double up = realness(critic, rows, kernel, moved(before, gradient, step), scope);
            double down = realness(critic, rows, kernel, moved(before, gradient, -step), scope);

            assertThat((up - down) / (2 * step * squares)).isEqualTo(1, within(.03));
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    private static double realness(Critic critic, NDArray rows, NDArray kernel, float[] values, NDManager scope) {
        kernel.set(values);
        return critic.realness(rows, critic.normalized(false, scope)).sum().getFloat();
    }

    private static float[] moved(float[] from, float[] direction, double step) {
        float[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] += (float) (step * direction[i]);
        }
        return to;
    }

    @Test
    void whatIsStoredOfTheCriticJudgesAsTheNormalizedOneDid() {
        try (FaceGan gan = FaceGan.decode(learn(new GanPrior(LATENT, 5), SEED), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            NDArray latents = gan.draw(3, new SplittableRandom(1), scope);

            assertThat(gan.forward(gan.faces(latents)).toFloatArray())
                    .containsExactly(gan.realness(latents).toFloatArray(), within(1e-3f));
            for (NDArray kernel : gan.critic().kernels()) {
                NDArray matrix = kernel.reshape(kernel.getShape().get(0), -1);
                double largest = SymmetricMatrix.of(matrix.matMul(matrix.transpose()), 1)
                        .eigen()
                        .values()[0];
                // The power iteration of a few steps comes near from below.
                assertThat(Math.sqrt(largest)).isBetween(Critic.GAIN - .01, 2 * Critic.GAIN);
            }
        }
    }

    @Test
    void nothingOfATrainingStays() {
        int before = compute.manager().getManagedArrays().size();

        learn(new GanPrior(LATENT, 2), SEED);

        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    @Test
    void onlySidesThatHalveFourTimesCanBeMade() {
        assertThatThrownBy(() -> new FaceGan(LATENT, 92, 1, SEED, compute.manager()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("92 x 92");
    }

    private static byte[] learn(GanPrior prior, Seed seed) {
        return Waves.learn(prior, PUBLIC, compute, seed);
    }
}
