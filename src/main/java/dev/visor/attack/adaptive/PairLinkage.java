package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Links protected photos to clean ones by a student that has seen a few pairs: the model, frozen, behind a small net, taught to see in a protected
 * photo of another person what the model sees in the clean one (1 - cosine).
 *
 * <p>After FaceLinkGen (distilled linkage), whose student is a recognizer of which all weights go on learning, from 2,000 pairs. Here the adapter of
 * {@link DenoisingNet} alone is trained, for a fixed number of steps whatever the number of pairs, and a share of the people only tells which epoch
 * was best; the net as it came is among those. Pairs are varied as in {@link PairAugmentation}. A reconstruction of ours: a lower bound.
 */
public final class PairLinkage implements RetrainedRecognizer {

    private static final double RATE = 2e-3;
    private static final int BATCH = 8;

    /** Share of the people who only tell which epoch was best. */
    private static final double ASIDE = .2;

    private final Params params;

    /**
     * Settings.
     *
     * @param pairs that are learned from, one of each person; 0 leaves the adapter untouched, which is the control
     * @param steps of training, each on up to 8 pairs
     * @param pairsOf defenses that make the pairs in place of the one that is attacked: a control, or a guess; empty for the attacked one
     * @param surrogates recognizers of a tracker who has only the public tool, which then steers to targets of his own, too; empty for one who knows
     *     the surrogates and targets of the photos that he attacks
     */
    public record Params(int pairs, int steps, List<String> pairsOf, List<String> surrogates) {

        public Params {
            pairsOf = List.copyOf(pairsOf);
            surrogates = List.copyOf(surrogates);
            if (!pairsOf.isEmpty() && !surrogates.isEmpty()) {
                throw new IllegalArgumentException(
                        "surrogates must be empty where pairs_of names defenses: those take the surrogates of the attacked one");
            }
            if (pairs < 0) {
                throw new IllegalArgumentException("pairs must be at least 0, got " + pairs);
            }
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, got " + steps);
            }
        }
    }

    public PairLinkage(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public boolean readsGallery() {
        return false;
    }

    @Override
    public OptionalInt pairs() {
        return OptionalInt.of(params.pairs());
    }

    @Override
    public List<String> pairsOf() {
        return params.pairsOf();
    }

    @Override
    public List<String> toolSurrogates() {
        return params.surrogates();
    }

    @Override
    public byte[] learn(
            Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        try (AdaptedNet student = student(model, compute, seed)) {
            if (params.pairs() > 0) {
                train(student, model, pairs, seed, progress);
            }
            return Weights.encode(student);
        }
    }

    private void train(
            AdaptedNet student, Trainable model, List<TrainingPair> pairs, Seed seed, Consumer<Epoch> progress) {
        Objective objective = batch -> {
            List<TrainingPair> shown =
                    batch.learning() ? PairAugmentation.of(batch.of(pairs), batch.random()) : batch.of(pairs);
            NDArray wanted = model.embed(Faces.stack(
                    batch.scope(), shown.stream().map(TrainingPair::original).toList()));
            return EmbeddingDistance.lack(
                    student.forward(Faces.stack(
                            batch.scope(),
                            shown.stream().map(TrainingPair::protectedFace).toList())),
                    wanted);
        };
        Split split = Split.byPerson(pairs.stream().map(TrainingPair::subject).toList(), ASIDE, seed);
        int batches = (split.training().length + BATCH - 1) / BATCH;
        int epochs = Math.max(1, (params.steps() + batches - 1) / batches);
        new Training(Adam::new, LearningRate.cosine(RATE, .1), epochs, BATCH, epochs, seed)
                .run(student, objective, split, progress);
    }

    @Override
    public Recognizer load(byte[] weights, Trainable model, Compute compute) {
        AdaptedNet student = student(model, compute, new Seed(0));
        try {
            Weights.decode(weights, student);
            return TunedRecognizer.recognizer(model, student, compute);
        } catch (RuntimeException e) {
            student.close();
            throw e;
        }
    }

    private static AdaptedNet student(Trainable model, Compute compute, Seed seed) {
        return new AdaptedNet(model, seed.derive("weights").generator(), compute.manager());
    }
}
