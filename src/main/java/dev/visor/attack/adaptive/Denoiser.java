package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.attack.Restorer;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Digest;
import dev.visor.core.FaceImage;
import dev.visor.core.Seed;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.Adam;
import dev.visor.recognizer.training.LearningRate;
import dev.visor.recognizer.training.Objective;
import dev.visor.recognizer.training.Objective.Batch;
import dev.visor.recognizer.training.Split;
import dev.visor.recognizer.training.Training;
import dev.visor.recognizer.training.Training.Epoch;
import dev.visor.recognizer.training.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.function.Consumer;

/**
 * A small network that takes from a face what a defense put on it.
 *
 * <p>It learns in one of two ways. {@link #oblivious}: {@link GenericNoise} on public photos, by somebody who knows no defense.
 * {@link #knownDefense}: pairs that the attacker made by running the defense on photos of other people.
 */
public final class Denoiser implements Restorer {

    private static final int LAYERS = 6;
    private static final int CHANNELS = 48;
    private static final double RATE = 2e-3;
    private static final int BATCH = 8;

    /** Photos seen over a whole training, about: a minute on one core. */
    private static final int SEEN = 2400;

    /** How much the judges count beside the pixels. */
    private static final double JUDGMENT = .1;

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
        return new Denoiser(compute, seed)
                .learn(
                        photos,
                        List.of(),
                        seed,
                        progress,
                        batch -> batch.of(photos).stream()
                                .map(pair -> GenericNoise.on(pair.original(), batch.random()))
                                .toList());
    }

    /**
     * Learns to undo one defense.
     *
     * @param pairs of people whom nobody attacks, all of one size
     * @param judges recognizers of that crop which the attacker has, none of them the victim: the restored face shall be the
     *     original to them, too; empty to learn from pixels alone
     */
    public static Denoiser knownDefense(
            List<TrainingPair> pairs,
            List<? extends DifferentiableRecognizer> judges,
            Compute compute,
            Seed seed,
            Consumer<Epoch> progress) {
        return new Denoiser(compute, seed)
                .learn(
                        pairs,
                        judges,
                        seed,
                        progress,
                        batch -> batch.of(pairs).stream()
                                .map(TrainingPair::protectedFace)
                                .toList());
    }

    /** What is seen of a batch's pairs. */
    private interface View {
        List<FaceImage> of(Batch batch);
    }

    private Denoiser learn(
            List<TrainingPair> pairs,
            List<? extends DifferentiableRecognizer> judges,
            Seed seed,
            Consumer<Epoch> progress,
            View view) {
        Objective objective = batch -> {
            List<FaceImage> originals =
                    batch.of(pairs).stream().map(TrainingPair::original).toList();
            return loss(
                    net.forward(Faces.stack(batch.scope(), view.of(batch))),
                    Faces.stack(batch.scope(), originals),
                    judges);
        };
        Split split = Split.byPerson(pairs.stream().map(TrainingPair::subject).toList(), ASIDE, seed);
        int epochs = Math.max(1, SEEN / split.training().length);
        try {
            new Training(Adam::new, LearningRate.cosine(RATE, .05), epochs, BATCH, epochs, seed)
                    .run(net, objective, split, progress);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Mean absolute error of pixels in 0..1, and 1 - cosine to every judge. */
    static NDArray loss(NDArray restored, NDArray originals, List<? extends DifferentiableRecognizer> judges) {
        NDArray loss = Scaled.by(restored.sub(originals).abs().mean(), 1 / 255.);
        for (DifferentiableRecognizer judge : judges) {
            loss = loss.add(
                    Scaled.by(Likeness.lack(judge.embedForGradient(restored), judge.embed(originals)), JUDGMENT));
        }
        return loss;
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
        JniUtils.setGradMode(false);
        try (NDManager scope = compute.manager().newSubManager()) {
            return Faces.unstack(net.forward(Faces.stack(scope, List.of(face))))
                    .get(0)
                    .quantized();
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    @Override
    public void close() {
        net.close();
    }
}
