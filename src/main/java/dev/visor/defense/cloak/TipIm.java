package dev.visor.defense.cloak;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Budget;
import dev.visor.core.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.cloak.Descent.State;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Mmd;
import dev.visor.tensor.PixelBall;
import dev.visor.tensor.ProjectedStep;
import dev.visor.tensor.ProjectedStep.Norm;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;

/**
 * TIP-IM: a targeted identity-protection iterative mask.
 *
 * <p>Yang et al., "Towards Face Encryption by Generating Adversarial Identity Masks", ICCV 2021, Algorithm 1. Every iteration
 * tries one step towards each target and keeps, for each image, the step that gains most (greedy insertion, Eq. 6 and 7). The
 * paper and its released code differ in steps, distances and diversity: {@code defenses/tip-im-paper.yaml} and {@code
 * tip-im-repo.yaml} hold both settings.
 *
 * <p>Departures: the gradients of all targets come from one forward pass, as they share their point; with gamma > 0 the
 * naturalness term is taken over the batch handed in, which the harness fixes.
 */
public final class TipIm implements Cloak {

    private final Params params;
    private final ProjectedStep step;

    /**
     * Settings, as in {@code defenses/tip-im-*.yaml}.
     *
     * @param epsilon per pixel, as a fraction of the pixel range
     * @param step likewise
     * @param norm of the step
     * @param momentum 0..1
     * @param distance in the loss
     * @param gainDistance in the gain
     * @param gamma weight of the naturalness term, not comparable between the two distances
     * @param mmdGroup photos that share a naturalness term, at least 2 with gamma > 0
     */
    public record Params(
            double epsilon,
            double step,
            int iterations,
            Norm norm,
            double momentum,
            Distance distance,
            Distance gainDistance,
            Gain gain,
            double gamma,
            int mmdGroup,
            Diversity diversity) {

        public Params {
            Checks.iterations(iterations);
            if (!(gamma >= 0)) {
                throw new IllegalArgumentException("gamma must not be negative, got " + gamma);
            }
            if (mmdGroup < 1 || gamma > 0 && mmdGroup < 2) {
                throw new IllegalArgumentException("mmd_group must be at least 2 with gamma > 0, got " + mmdGroup);
            }
            Checks.steps(epsilon, step, norm, momentum);
        }
    }

    public TipIm(Params params) {
        this.params = params;
        this.step = new ProjectedStep(params.norm(), params.step(), params.momentum());
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        try (NDManager scope = context.surrogates().manager().newSubManager()) {
            NDArray faces = Faces.stack(scope, originals);
            NDArray targets = Faces.stack(scope, context.targets());
            Identities identities = new Identities(context.surrogates().recognizers(), faces, targets);
            PixelBall ball = PixelBall.around(faces, new Budget(params.epsilon()));
            NDArray cloaked = Descent.run(
                    scope, faces, params.iterations(), state -> insert(state, faces, identities, ball, context));
            return Faces.unstack(cloaked);
        }
    }

    /** One greedy insertion: a step towards each target, of which each image keeps the best. */
    private State insert(
            State state, NDArray originals, Identities identities, PixelBall ball, DefenseContext context) {
        NDArray images = Gradients.leaf(state.images());
        List<NDArray> seen = identities.see(params.diversity().vary(images, context.randoms()));
        List<State> candidates = new ArrayList<>();
        int targets = identities.targetCount();
        for (int t = 0; t < targets; t++) {
            NDArray loss = identities.identityLoss(seen, t, params.distance());
            if (params.gamma() > 0) {
                loss = loss.add(Scaled.by(
                        Mmd.between(images, originals),
                        params.gamma() * originals.getShape().get(0)));
            }
            NDArray gradient = context.surrogates().gradient(loss, images, t < targets - 1);
            NDArray direction = step.direction(gradient, state.direction());
            candidates.add(new State(step.apply(images.stopGradient(), direction, ball), direction));
        }
        return best(candidates, identities, params.gain(), params.gainDistance());
    }

    /** Each image's candidate that gains most. */
    static State best(List<State> candidates, Identities identities, Gain gain, Distance distance) {
        NDArray images =
                NDArrays.stack(new NDList(candidates.stream().map(State::images).toList()));
        return pick(candidates, best(identities.gain(identities.judge(images), gain, distance)));
    }

    /** The candidate of largest gain for each image, the first among equals: from [K, B] to B indices. */
    static int[] best(NDArray gains) {
        int batch = (int) gains.getShape().get(1);
        float[] values = gains.toFloatArray();
        int[] best = new int[batch];
        for (int i = 0; i < values.length; i++) {
            int image = i % batch;
            if (values[i] > values[best[image] * batch + image]) {
                best[image] = i / batch;
            }
        }
        return best;
    }

    /** Image i of candidate {@code chosen[i]}, for every i. */
    static State pick(List<State> candidates, int[] chosen) {
        NDList images = new NDList();
        NDList directions = new NDList();
        for (int i = 0; i < chosen.length; i++) {
            images.add(candidates.get(chosen[i]).images().get(i));
            directions.add(candidates.get(chosen[i]).direction().get(i));
        }
        return new State(NDArrays.stack(images), NDArrays.stack(directions));
    }

    @Override
    public double epsilon() {
        return params.epsilon();
    }

    @Override
    public int group() {
        return params.gamma() > 0 ? params.mmdGroup() : 1;
    }
}
