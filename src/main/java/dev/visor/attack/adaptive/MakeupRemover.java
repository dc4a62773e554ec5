package dev.visor.attack.adaptive;

import dev.visor.attack.Restorer;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A {@link MakeupRemovalNet} that was trained on pairs of painted and clean faces.
 *
 * <p>Whole faces are learned from, half of them mirrored, some of them clean on both sides, under the squared error of {@link Denoiser#loss}.
 */
final class MakeupRemover implements Restorer {

    /** Share of the people who only tell which epoch was best. */
    private static final double ASIDE = .15;

    private final MakeupRemovalNet net;
    private final Compute compute;

    private MakeupRemover(MakeupRemoval.Params params, Compute compute, Seed seed) {
        this.compute = compute;
        this.net = new MakeupRemovalNet(
                params.width(), params.halvings(), seed.derive("weights").generator(), compute.manager());
    }

    /**
     * Learns to take makeup off; with no steps, what comes out takes nothing off.
     *
     * @param pairs of people whom nobody attacks, all of one size
     */
    static MakeupRemover learned(
            MakeupRemoval.Params params,
            List<TrainingPair> pairs,
            Compute compute,
            Seed seed,
            Consumer<Epoch> progress) {
        MakeupRemover remover = new MakeupRemover(params, compute, seed);
        if (params.steps() == 0) {
            return remover;
        }
        Objective objective = batch -> Denoiser.loss(
                remover.net,
                batch.learning() ? varied(batch.of(pairs), params.clean(), batch.random()) : batch.of(pairs),
                batch.scope());
        Split people = Split.byPerson(pairs.stream().map(TrainingPair::subject).toList(), ASIDE, seed);
        int epochs = Math.max(1, params.steps() * params.batch() / people.training().length);
        try {
            new Training(Adam::new, LearningRate.cosine(params.rate(), .05), epochs, params.batch(), epochs, seed)
                    .run(remover.net, objective, people, progress);
            return remover;
        } catch (RuntimeException e) {
            remover.close();
            throw e;
        }
    }

    /** Returns the pairs as they are shown once: half of them mirrored, and as large a share as given clean on both sides. */
    static List<TrainingPair> varied(List<TrainingPair> pairs, double clean, RandomGenerator random) {
        return pairs.stream()
                .map(pair -> random.nextDouble() < clean ? TrainingPair.clean(pair.subject(), pair.original()) : pair)
                .map(pair -> random.nextBoolean() ? PairAugmentation.mirrored(pair) : pair)
                .toList();
    }

    /** Reads what {@link #encode} wrote. */
    static MakeupRemover decode(MakeupRemoval.Params params, byte[] weights, Compute compute) {
        MakeupRemover remover = new MakeupRemover(params, compute, new Seed(0));
        try {
            Weights.decode(weights, remover.net);
            return remover;
        } catch (RuntimeException e) {
            remover.close();
            throw e;
        }
    }

    byte[] encode() {
        return Weights.encode(net);
    }

    @Override
    public Digest digest() {
        return Digest.of(encode());
    }

    @Override
    public FaceImage purify(FaceImage face) {
        return Denoiser.restored(net, face, compute);
    }

    @Override
    public void close() {
        net.close();
    }
}
