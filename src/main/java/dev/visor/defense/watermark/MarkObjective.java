package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Scaled;
import dev.visor.tensor.Ssim;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A loss for both halves: how much a mark shows, how wrong its bits are read, clean and distorted, and how well recognizers still know the
 * marked face.
 *
 * <p>With dodging, surrogates and distortions are shared out anew for each batch, into those that are learned on and one that the inner step is
 * tested on: {@link MetaStep}.
 */
final class MarkObjective implements Objective {

    private final MarkNet net;
    private final List<FaceImage> faces;
    private final int bits;
    private final MarkTraining training;
    private final List<? extends DifferentiableRecognizer> surrogates;

    MarkObjective(
            MarkNet net,
            List<FaceImage> faces,
            int bits,
            MarkTraining training,
            List<? extends DifferentiableRecognizer> surrogates) {
        this.net = net;
        this.faces = faces;
        this.bits = bits;
        this.training = training;
        this.surrogates = surrogates;
    }

    /**
     * A batch with all that is drawn for it.
     *
     * @param clean what each surrogate sees in the unmarked faces
     */
    private record Shown(NDArray originals, NDArray messages, List<NDArray> clean, RandomGenerator random) {}

    @Override
    public NDArray loss(Batch batch) {
        return loss(shown(batch), List.of(drawn(batch.random())), every());
    }

    @Override
    public Slope slope(Batch batch, List<NDArray> weights) {
        if (!training.dodges() || training.innerRate() == 0) {
            return Objective.super.slope(batch, weights);
        }
        Shown shown = shown(batch);
        RandomGenerator random = batch.random();
        int test = random.nextInt(surrogates.size());
        List<Integer> others = every().stream()
                .filter(i -> i != test || surrogates.size() == 1)
                .toList();
        Distortion learned = drawn(random);
        Distortion tested = drawn(random);
        return MetaStep.of(
                weights,
                () -> loss(shown, List.of(learned), others),
                () -> loss(shown, List.of(tested), List.of(test)),
                training.innerRate(),
                batch.scope());
    }

    private List<Integer> every() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < surrogates.size(); i++) {
            all.add(i);
        }
        return all;
    }

    private static Distortion drawn(RandomGenerator random) {
        // Nothing is not drawn: undistorted bits are always learned, too.
        return Distortion.values()[1 + random.nextInt(Distortion.values().length - 1)];
    }

    private Shown shown(Batch batch) {
        RandomGenerator random = batch.random();
        List<FaceImage> shown = batch.of(faces).stream()
                .map(face -> batch.learning() && random.nextBoolean() ? face.mirrored() : face)
                .toList();
        NDManager scope = batch.scope();
        float[] signs = new float[shown.size() * bits];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = random.nextBoolean() ? 1 : -1;
        }
        NDArray originals = Faces.stack(scope, shown);
        List<NDArray> clean = training.dodges()
                ? surrogates.stream()
                        .map(surrogate -> surrogate.embed(originals).stopGradient())
                        .toList()
                : List.of();
        return new Shown(originals, scope.create(signs, new Shape(shown.size(), bits)), clean, random);
    }

    private NDArray loss(Shown shown, List<Distortion> distortions, List<Integer> asked) {
        NDArray marked = net.marked(shown.originals(), shown.messages());
        NDArray read = marked;
        NDArray wanted = shown.messages();
        for (Distortion distortion : distortions) {
            read = read.concat(distortion.of(marked, shown.originals(), shown.random()), 0);
            wanted = wanted.concat(shown.messages(), 0);
        }
        // The logarithm of how likely the wrong bit is, by a logistic function: binary cross-entropy.
        NDArray wrong = Activation.softPlus(net.forward(read).mul(wanted).neg()).mean();
        NDArray shows = Scaled.by(marked.sub(shown.originals()).square().mean(), training.errorWeight())
                .add(Scaled.by(
                        Ssim.between(marked, shown.originals()).mean().neg().add(1), training.structureWeight()));
        NDArray loss = Scaled.by(wrong, training.bitWeight()).add(shows);
        return training.dodges() ? loss.add(Scaled.by(known(marked, shown, asked), training.dodgeWeight())) : loss;
    }

    /** Returns how far recognizers' similarities of marked and clean face lie above the margin, in the mean. */
    private NDArray known(NDArray marked, Shown shown, List<Integer> asked) {
        NDArray sum = null;
        for (int i : asked) {
            NDArray cosines = surrogates
                    .get(i)
                    .embedForGradient(marked)
                    .mul(shown.clean().get(i))
                    .sum(new int[] {1});
            NDArray above = Activation.relu(cosines.sub(training.margin())).mean();
            sum = sum == null ? above : sum.add(above);
        }
        return Scaled.by(sum, 1. / asked.size());
    }
}
