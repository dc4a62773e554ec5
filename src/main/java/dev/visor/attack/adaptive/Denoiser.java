package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.Restorer;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A small network that takes from a face what a defense put on it.
 *
 * <p>It learns in one of two ways. {@link #oblivious}: {@link GenericNoise} on auxiliary photos, by somebody who knows no defense.
 * {@link #knownDefense}: pairs that the attacker made by running the defense on photos of other people. Squared errors are learned: absolute
 * ones leave it where it starts, at doing nothing, for long.
 */
public final class Denoiser implements Restorer {

    /** Pixel values that a strong mask adds. */
    static final double MASK = 16;

    private static final int LAYERS = 6;
    private static final int CHANNELS = 32;
    private static final double RATE = 2e-3;
    private static final int BATCH = 8;

    /** Side of the squares that are learned from, in pixels: many small steps teach more than few large ones. */
    private static final int PATCH = 56;

    /** Squares of a photo in an epoch. */
    private static final int PATCHES = 4;

    /** Steps of training, about a minute on one core. */
    private static final int STEPS = 2000;

    /** Share of the people who only tell which epoch was best. */
    private static final double ASIDE = .15;

    private final DenoisingNet net;
    private final Compute compute;

    private Denoiser(Compute compute, Seed seed) {
        this.compute = compute;
        this.net = new DenoisingNet(LAYERS, CHANNELS, seed.derive("weights").generator(), compute.manager());
    }

    /**
     * Learns to take generic noise off.
     *
     * @param photos {@linkplain TrainingPair#clean clean} ones, of people whom nobody attacks, all of one size
     */
    public static Denoiser oblivious(List<TrainingPair> photos, Compute compute, Seed seed, Consumer<Epoch> progress) {
        return oblivious(photos, STEPS, compute, seed, progress);
    }

    static Denoiser oblivious(
            List<TrainingPair> photos, int steps, Compute compute, Seed seed, Consumer<Epoch> progress) {
        return new Denoiser(compute, seed)
                .learn(
                        photos,
                        steps,
                        seed,
                        progress,
                        (pairs, random) -> pairs.stream()
                                .map(pair -> new TrainingPair(
                                        pair.subject(), pair.original(), GenericNoise.on(pair.original(), random)))
                                .toList());
    }

    /**
     * Learns to undo one defense.
     *
     * @param pairs of people whom nobody attacks, all of one size
     */
    public static Denoiser knownDefense(
            List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        return knownDefense(pairs, STEPS, compute, seed, progress);
    }

    static Denoiser knownDefense(
            List<TrainingPair> pairs, int steps, Compute compute, Seed seed, Consumer<Epoch> progress) {
        return new Denoiser(compute, seed).learn(pairs, steps, seed, progress, (batch, random) -> batch);
    }

    /** Makes pairs that can be learned from of what is known of a few photos. */
    private interface Disturbance {
        List<TrainingPair> on(List<TrainingPair> pairs, RandomGenerator random);
    }

    private Denoiser learn(
            List<TrainingPair> pairs, int steps, Seed seed, Consumer<Epoch> progress, Disturbance disturbance) {
        Objective objective = batch -> {
            List<TrainingPair> shown = disturbance.on(batch.of(pairs), batch.random());
            return loss(net, batch.learning() ? patches(shown, batch.random()) : shown, batch.scope());
        };
        Split people = Split.byPerson(pairs.stream().map(TrainingPair::subject).toList(), ASIDE, seed);
        Split split = new Split(repeated(people.training()), people.validation());
        int epochs = Math.max(1, steps * BATCH / split.training().length);
        try {
            new Training(Adam::new, LearningRate.cosine(RATE, .05), epochs, BATCH, epochs, seed)
                    .run(net, objective, split, progress);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static List<TrainingPair> patches(List<TrainingPair> shown, RandomGenerator random) {
        return PairAugmentation.of(shown, random).stream()
                .map(pair -> PairAugmentation.patch(pair, PATCH, random))
                .toList();
    }

    private static int[] repeated(int[] examples) {
        return IntStream.range(0, PATCHES).flatMap(i -> IntStream.of(examples)).toArray();
    }

    /** Mean squared error, in units of a strong mask. */
    static NDArray loss(Network net, List<TrainingPair> pairs, NDManager scope) {
        NDArray restored = net.forward(Faces.stack(
                scope, pairs.stream().map(TrainingPair::protectedFace).toList()));
        NDArray originals =
                Faces.stack(scope, pairs.stream().map(TrainingPair::original).toList());
        return Scaled.by(restored.sub(originals), 1 / MASK).square().mean();
    }

    /** Reads what {@link #encode} wrote. */
    public static Denoiser decode(byte[] weights, Compute compute) {
        Denoiser denoiser = new Denoiser(compute, new Seed(0));
        try {
            Weights.decode(weights, denoiser.net);
            return denoiser;
        } catch (RuntimeException e) {
            denoiser.close();
            throw e;
        }
    }

    @Override
    public Digest digest() {
        return Digest.of(encode());
    }

    public byte[] encode() {
        return Weights.encode(net);
    }

    /**
     * The face without what was put on it. One at a time, so that no face depends on its neighbors.
     *
     * @param face of even height and width, 0..255
     * @return rounded to 8 bit
     */
    @Override
    public FaceImage purify(FaceImage face) {
        return restored(net, face, compute);
    }

    /** Returns what a network makes of one face, rounded to 8 bit. */
    static FaceImage restored(Network net, FaceImage face, Compute compute) {
        return Gradients.recording(false, () -> {
            try (NDManager scope = compute.manager().newSubManager()) {
                return Faces.unstack(net.forward(Faces.stack(scope, List.of(face))))
                        .get(0)
                        .quantized();
            }
        });
    }

    @Override
    public void close() {
        net.close();
    }
}
