package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.TrainingPair;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DenoiserTest {

    private static final int SIDE = LinearRecognizer.SIDE;
    private static final Seed SEED = new Seed(3);

    /** The last ten people are never learned from. */
    private static final List<TrainingPair> ALL = SmoothFaces.of(40, SIDE);

    private static final List<TrainingPair> KNOWN = ALL.subList(0, 60);
    private static final List<TrainingPair> HELD_OUT = ALL.subList(60, 80);

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
    void whoSawTheDefenseAtWorkTakesItOffOtherPeople() {
        List<TrainingPair> attacked = SmoothFaces.checkered(HELD_OUT, 12);
        try (Denoiser denoiser =
                alone(() -> Denoiser.knownDefense(SmoothFaces.checkered(KNOWN, 12), 200, compute, SEED, epoch -> {}))) {
            assertThat(psnr(attacked, TrainingPair::protectedFace)).isEqualTo(26.6, within(.3));
            assertThat(psnr(attacked, pair -> denoiser.purify(pair.protectedFace())))
                    .isGreaterThan(36);
        }
    }

    @Test
    void whoKnowsOnlyNoiseTakesNoiseOffOtherPeople() {
        RandomGenerator random = new SplittableRandom(9);
        List<TrainingPair> noisy = HELD_OUT.stream()
                .map(pair ->
                        new TrainingPair(pair.subject(), pair.original(), GenericNoise.on(pair.original(), random)))
                .toList();
        try (Denoiser denoiser = alone(() -> Denoiser.oblivious(KNOWN, 700, compute, SEED, epoch -> {}))) {
            double before = psnr(noisy, TrainingPair::protectedFace);

            assertThat(psnr(noisy, pair -> denoiser.purify(pair.protectedFace())))
                    .isGreaterThan(before + .5);
            assertThat(psnr(HELD_OUT, pair -> denoiser.purify(pair.original())))
                    .as("what was clean stays about as it was")
                    .isGreaterThan(34);
        }
    }

    @Test
    void equalSeedsGiveEqualBytesOthersDoNotAndStoredOnesWorkAlike() {
        List<TrainingPair> few = SmoothFaces.checkered(KNOWN.subList(0, 20), 12);
        try (Denoiser one = alone(() -> Denoiser.knownDefense(few, 30, compute, SEED, epoch -> {}));
                Denoiser same = alone(() -> Denoiser.knownDefense(few, 30, compute, SEED, epoch -> {}));
                Denoiser other = alone(() -> Denoiser.knownDefense(few, 30, compute, new Seed(4), epoch -> {}));
                Denoiser stored = Denoiser.decode(one.encode(), compute)) {
            assertThat(one.encode()).isEqualTo(same.encode()).isNotEqualTo(other.encode());

            FaceImage face = few.get(0).protectedFace();
            assertThat(stored.purify(face).pixels()).isEqualTo(one.purify(face).pixels());
        }
        assertThatThrownBy(() -> Denoiser.decode(new byte[20], compute)).isInstanceOf(InputError.class);
    }

    @Test
    void aNewNetGivesBackWhatItIsGiven() {
        try (DenoisingNet net = new DenoisingNet(3, 8, SEED.generator(), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            FaceImage face = KNOWN.get(0).original();

            assertThat(Faces.unstack(net.forward(Faces.stack(scope, List.of(face))))
                            .get(0)
                            .pixels())
                    .isEqualTo(face.pixels());
        }
    }

    @Test
    void theLossMovesAlongItsGradientAsFarAsTheGradientPromises() {
        List<TrainingPair> pairs = SmoothFaces.checkered(KNOWN.subList(0, 4), 12);
        try (DenoisingNet net = new DenoisingNet(3, 8, SEED.generator(), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            NDArray last = net.weights().get(2);
            float[] before = random(last);
            last.set(before);

            Gradients.leaf(last);
            float[] gradient =
                    Gradients.of(Denoiser.loss(net, pairs, scope), last, false).toFloatArray();
            last.setRequiresGradient(false);
            double squares = 0;
            for (float slope : gradient) {
                squares += slope * slope;
            }
            double step = 1e-4 / squares;

            last.set(moved(before, gradient, step));
            double up = Denoiser.loss(net, pairs, scope).getFloat();
            last.set(moved(before, gradient, -step));
            double down = Denoiser.loss(net, pairs, scope).getFloat();

            assertThat((up - down) / (2 * step * squares)).isEqualTo(1, within(.02));
        }
    }

    @Test
    void nothingOfATrainingButItsResultStays() {
        int before = compute.manager().getManagedArrays().size();
        try (Denoiser denoiser =
                alone(() -> Denoiser.knownDefense(KNOWN.subList(0, 4), 5, compute, SEED, epoch -> {}))) {
            denoiser.purify(KNOWN.get(0).original());

            assertThat(compute.manager().getManagedArrays()).as("its weights").hasSize(before + 12);
        }
        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    private static float[] moved(float[] from, float[] direction, double step) {
        float[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] += (float) (step * direction[i]);
        }
        return to;
    }

    private static float[] random(NDArray like) {
        RandomGenerator random = new SplittableRandom(1);
        float[] values = new float[(int) like.getShape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (.05 * random.nextGaussian());
        }
        return values;
    }

    private static double psnr(List<TrainingPair> pairs, Function<TrainingPair, FaceImage> seen) {
        double squares = 0;
        int values = 0;
        for (TrainingPair pair : pairs) {
            float[] was = pair.original().pixels();
            float[] is = seen.apply(pair).pixels();
            for (int i = 0; i < was.length; i++, values++) {
                squares += (was[i] - is[i]) * (was[i] - is[i]);
            }
        }
        return 10 * Math.log10(255 * 255 / (squares / values));
    }

    private static <T> T alone(java.util.concurrent.Callable<T> training) {
        return compute.sideBySide(2, List.of(training)).get(0);
    }
}
