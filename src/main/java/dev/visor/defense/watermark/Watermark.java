package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Budget;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.OwnerRule;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.defense.TracedDefense;
import dev.visor.defense.TrainedDefense;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A watermark: each person's photos carry a codeword of that person, added by a trained network and read by another.
 *
 * <p>Plain, it only names its owner. With dodging, the mark also leads recognizers astray: a reconstruction of Double Privacy Guard (arXiv
 * 2404.14693), of which abstracts alone can be read. Established are the encoder and decoder pair, the identity code, dodging in feature space
 * and meta-optimization over surrogates; networks, weights of the losses, bits and distortions are ours.
 */
public final class Watermark implements TrainedDefense, TracedDefense {

    private final Mark mark;
    private final MarkTraining training;
    private final Codewords codewords;
    private final Optional<byte[]> weights;

    /** A mark, whatever it was trained for. */
    private record Mark(int bits, double epsilon, int registered, double falseOwners) {

        Mark {
            new Budget(epsilon);
            OwnerRule.of(bits, registered, falseOwners);
        }
    }

    /**
     * The parameters of a plain watermark.
     *
     * @param bits of a codeword
     * @param epsilon the most that a pixel may change, as a fraction of the pixel range
     * @param key from which codewords are drawn, with the person's name
     * @param registered people among whom an owner is looked for
     * @param falseOwners highest rate at which a photo without a mark may be taken for a registered person's, (0, 1)
     */
    public record Plain(
            int bits,
            double epsilon,
            long key,
            int registered,
            double falseOwners,
            int steps,
            int batch,
            double rate,
            double errorWeight,
            double structureWeight,
            double bitWeight) {

        public Plain {
            new Mark(bits, epsilon, registered, falseOwners);
            new MarkTraining(steps, batch, rate, errorWeight, structureWeight, bitWeight, 0, 0, 0);
        }
    }

    /**
     * The parameters of a watermark that dodges: those of a plain one, and three more.
     *
     * @param dodgeWeight of what recognizers still know of the marked face; with 0 it is a plain watermark
     * @param margin similarity to the clean face below which a recognizer counts as led astray
     * @param innerRate of the inner step of meta-optimization; 0 for one step on all surrogates
     */
    public record Dodging(
            int bits,
            double epsilon,
            long key,
            int registered,
            double falseOwners,
            int steps,
            int batch,
            double rate,
            double errorWeight,
            double structureWeight,
            double bitWeight,
            double dodgeWeight,
            double margin,
            double innerRate) {

        public Dodging {
            new Mark(bits, epsilon, registered, falseOwners);
            new MarkTraining(
                    steps, batch, rate, errorWeight, structureWeight, bitWeight, dodgeWeight, margin, innerRate);
        }
    }

    public Watermark(Plain params) {
        this(
                new Mark(params.bits(), params.epsilon(), params.registered(), params.falseOwners()),
                new MarkTraining(
                        params.steps(),
                        params.batch(),
                        params.rate(),
                        params.errorWeight(),
                        params.structureWeight(),
                        params.bitWeight(),
                        0,
                        0,
                        0),
                new Codewords(params.bits(), params.key()),
                Optional.empty());
    }

    public Watermark(Dodging params) {
        this(
                new Mark(params.bits(), params.epsilon(), params.registered(), params.falseOwners()),
                new MarkTraining(
                        params.steps(),
                        params.batch(),
                        params.rate(),
                        params.errorWeight(),
                        params.structureWeight(),
                        params.bitWeight(),
                        params.dodgeWeight(),
                        params.margin(),
                        params.innerRate()),
                new Codewords(params.bits(), params.key()),
                Optional.empty());
    }

    private Watermark(Mark mark, MarkTraining training, Codewords codewords, Optional<byte[]> weights) {
        this.mark = mark;
        this.training = training;
        this.codewords = codewords;
        this.weights = weights;
    }

    @Override
    public byte[] train(
            List<FaceImage> faces,
            Surrogates surrogates,
            Seed seed,
            Checkpoints checkpoints,
            Consumer<Epoch> progress) {
        try (MarkNet net = net(side(faces.get(0)), seed, surrogates.manager())) {
            MarkObjective objective = new MarkObjective(net, faces, mark.bits(), training, surrogates.recognizers());
            training.run(net, objective, faces.size(), seed, checkpoints, progress);
            return Weights.encode(net);
        }
    }

    private MarkNet net(int side, Seed seed, NDManager parent) {
        return new MarkNet(
                side, mark.bits(), 255 * mark.epsilon(), seed.derive("weights").generator(), parent);
    }

    private static int side(FaceImage face) {
        if (face.width() != face.height() || face.width() % MarkNet.MULTIPLE != 0) {
            throw new InputError("a watermark wants square faces whose side is a multiple of %d pixels, got %d x %d"
                    .formatted(MarkNet.MULTIPLE, face.width(), face.height()));
        }
        return face.width();
    }

    @Override
    public Digest recipe() {
        return Digest.builder("watermark")
                .add("bits", mark.bits())
                .add("epsilon", mark.epsilon())
                .add("training", training.toString())
                .build();
    }

    @Override
    public Watermark trained(byte[] learned) {
        return new Watermark(mark, training, codewords, Optional.of(learned.clone()));
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<boolean[]> words = context.facts().stream()
                .map(facts -> codeword(facts.subject().orElseThrow()))
                .toList();
        return marked(originals, words, context.surrogates());
    }

    /** Marks faces with these bits; one at a time, so that no face depends on its neighbors. */
    List<FaceImage> marked(List<FaceImage> originals, List<boolean[]> words, Surrogates surrogates) {
        return withNet(side(originals.get(0)), surrogates, net -> {
            List<FaceImage> marked = new ArrayList<>();
            for (int i = 0; i < originals.size(); i++) {
                try (NDManager scope = surrogates.manager().newSubManager()) {
                    NDArray message = scope.create(Codewords.signs(words.get(i)), new Shape(1, mark.bits()));
                    NDArray face = Faces.stack(scope, originals.subList(i, i + 1));
                    marked.addAll(Faces.unstack(net.marked(face, message)));
                }
            }
            return marked;
        });
    }

    @Override
    public List<boolean[]> read(List<FaceImage> faces, Surrogates surrogates) {
        if (faces.isEmpty()) {
            return List.of();
        }
        return withNet(side(faces.get(0)), surrogates, net -> {
            List<boolean[]> read = new ArrayList<>();
            for (FaceImage face : faces) {
                try (NDManager scope = surrogates.manager().newSubManager()) {
                    float[] bits =
                            net.forward(Faces.stack(scope, List.of(face))).toFloatArray();
                    boolean[] word = new boolean[bits.length];
                    for (int i = 0; i < bits.length; i++) {
                        word[i] = bits[i] > 0;
                    }
                    read.add(word);
                }
            }
            return read;
        });
    }

    private <T> T withNet(int side, Surrogates surrogates, Function<MarkNet, T> work) {
        byte[] learned = weights.orElseThrow(() -> new IllegalStateException("the watermark was not trained"));
        return Gradients.recording(false, () -> {
            try (MarkNet net = net(side, new Seed(0), surrogates.manager())) {
                Weights.decode(learned, net);
                return work.apply(net);
            }
        });
    }

    @Override
    public boolean[] codeword(SubjectId person) {
        return codewords.of(person);
    }

    @Override
    public int registered() {
        return mark.registered();
    }

    @Override
    public double falseOwners() {
        return mark.falseOwners();
    }

    @Override
    public Optional<Budget> budget() {
        return Optional.of(new Budget(mark.epsilon()));
    }

    @Override
    public boolean needsSurrogates() {
        return training.dodges();
    }

    @Override
    public boolean needsIdentity() {
        return true;
    }
}
