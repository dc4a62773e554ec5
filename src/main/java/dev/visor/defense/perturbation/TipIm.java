package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.defense.perturbation.Descent.State;
import dev.visor.defense.perturbation.Screen.Standing;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Mmd;
import dev.visor.tensor.PixelBall;
import dev.visor.tensor.ProjectedStep;
import dev.visor.tensor.ProjectedStep.Norm;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * TIP-IM: a targeted identity-protection iterative mask.
 *
 * <p>Yang et al., "Towards Face Encryption by Generating Adversarial Identity Masks", ICCV 2021, Algorithm 1. Every iteration
 * tries one step towards each target and keeps, for each image, the step that gains most (greedy insertion, Eq. 6 and 7). The
 * paper and its released code differ in steps, distances and diversity: {@code defenses/tip-im-paper.yaml} and {@code
 * tip-im-repo.yaml} hold both settings.
 *
 * <p>Departures: the gradients of all targets come from one forward pass, as they share their point (one a core for a photo
 * that is alone); with gamma > 0 the naturalness term is taken over the batch handed in, which the harness fixes.
 */
public final class TipIm implements TargetedPerturbation {

    /** All targets, always. */
    private static final Screening FULL = new Screening(Integer.MAX_VALUE, 1);

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
        return protect(
                originals,
                context,
                new Screen(FULL, originals.size(), context.targets().size(), params.gain()));
    }

    /** Protects a batch, with what tells the targets that are tried. */
    List<FaceImage> protect(List<FaceImage> originals, DefenseContext context, Screen screen) {
        try (NDManager scope = context.surrogates().manager().newSubManager()) {
            NDArray faces = Faces.stack(scope, originals);
            NDArray targets = Faces.stack(scope, context.targets());
            Identities identities = new Identities(context.surrogates().recognizers(), faces, targets);
            PixelBall ball = PixelBall.around(faces, new Budget(params.epsilon()));
            Batch batch = new Batch(faces, identities, ball, context, screen);
            return Faces.unstack(Descent.run(scope, faces, params.iterations(), state -> insert(state, batch)));
        }
    }

    /** All that stays while a batch is on its way. */
    private record Batch(
            NDArray originals, Identities identities, PixelBall ball, DefenseContext context, Screen screen) {}

    /**
     * One step towards each of some targets.
     *
     * @param targets for each candidate, the target of each image
     * @param gains [K, B] for K states; empty for one that has no rival
     * @param standing of the images before the step, for a screen that learns
     */
    private record Candidates(
            List<int[]> targets,
            List<State> states,
            List<NDArray> gradients,
            Optional<NDArray> gains,
            Optional<Standing> standing) {}

    /** One greedy insertion: a step towards each target that is tried, of which each image keeps the best. */
    private State insert(State state, Batch batch) {
        UnaryOperator<NDArray> view = params.diversity().draw(batch.context().randoms());
        Surrogates surrogates = batch.context().surrogates();
        // Several photos keep all cores busy as they are; one alone takes a third less time with its targets shared
        // out.
        boolean alone = batch.originals().getShape().get(0) == 1;
        List<Candidates> shares = surrogates.share(
                alone ? surrogates.lanes() : 1,
                batch.screen().tried(),
                places -> candidates(state, view, places, batch));
        List<State> states =
                shares.stream().flatMap(share -> share.states().stream()).toList();
        int[] chosen = states.size() == 1
                ? new int[(int) batch.originals().getShape().get(0)]
                : best(NDArrays.concat(new NDList(shares.stream()
                        .map(share -> share.gains().orElseThrow())
                        .toList())));
        learn(state, shares, chosen, batch);
        return pick(states, chosen);
    }

    private void learn(State before, List<Candidates> shares, int[] chosen, Batch batch) {
        Screen screen = batch.screen();
        shares.get(0).standing().ifPresent(standing -> {
            UnaryOperator<NDArray> move = move(before, batch);
            if (screen.full()) {
                screen.check(standing, move, chosen);
            }
            screen.learn(
                    shares.stream().flatMap(share -> share.targets().stream()).toList(),
                    shares.stream().flatMap(share -> share.gradients().stream()).toList(),
                    standing,
                    move);
        });
        screen.next();
    }

    /** Returns the step from a state that a gradient leads to. */
    private UnaryOperator<NDArray> move(State state, Batch batch) {
        return gradient -> step.apply(state.images(), step.direction(gradient, state.direction()), batch.ball())
                .sub(state.images());
    }

    /** @param places of the targets among those that are tried now */
    private Candidates candidates(State state, UnaryOperator<NDArray> view, List<Integer> places, Batch batch) {
        Identities identities = batch.identities();
        Screen screen = batch.screen();
        NDArray images = state.images();
        Sight sight = Sight.of(batch.context().surrogates(), images, view);
        Optional<Standing> standing = screen.learns()
                ? Optional.of(identities.standing(sight.embeddings(), params.distance(), params.gainDistance()))
                : Optional.empty();
        List<int[]> promising =
                screen.full() ? List.of() : screen.promising(standing.orElseThrow(), move(state, batch));
        List<int[]> targets = new ArrayList<>();
        List<Function<List<NDArray>, NDArray>> losses = new ArrayList<>();
        for (int place : places) {
            int[] each = screen.full()
                    ? IntStream.range(0, (int) images.getShape().get(0))
                            .map(i -> place)
                            .toArray()
                    : promising.get(place);
            targets.add(each);
            losses.add(seen -> identities.identityLoss(seen, each, params.distance()));
        }
        List<NDArray> gradients = sight.gradients(losses, naturalness(batch));
        List<State> states = new ArrayList<>();
        for (NDArray gradient : gradients) {
            NDArray direction = step.direction(gradient, state.direction());
            states.add(new State(step.apply(images, direction, batch.ball()), direction));
        }
        Optional<NDArray> gains = screen.tried() == 1
                ? Optional.empty()
                : Optional.of(gains(states, identities, params.gain(), params.gainDistance()));
        return new Candidates(targets, states, gradients, gains, standing);
    }

    private Optional<Function<NDArray, NDArray>> naturalness(Batch batch) {
        double weight = params.gamma() * batch.originals().getShape().get(0);
        return params.gamma() > 0
                ? Optional.of(images -> Scaled.by(Mmd.between(images, batch.originals()), weight))
                : Optional.empty();
    }

    /** Each image's candidate that gains most. */
    static State best(List<State> candidates, Identities identities, Gain gain, Distance distance) {
        return pick(candidates, best(gains(candidates, identities, gain, distance)));
    }

    private static NDArray gains(List<State> candidates, Identities identities, Gain gain, Distance distance) {
        NDArray images =
                NDArrays.stack(new NDList(candidates.stream().map(State::images).toList()));
        return identities.gain(identities.judge(images), gain, distance);
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
