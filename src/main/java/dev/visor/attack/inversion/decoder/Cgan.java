package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TargetModel;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.LogOdds;
import dev.visor.attack.inversion.QueryAveraging;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.core.AttackerAccess;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.Optimizer;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A conditional GAN that goes from what the target answers back to the face, and is then asked for answers that the wanted person would get.
 *
 * <p>The AHM paper names "CGAN-based white-box and black-box attacks" and says no more of them. Ours is the inversion network of Yang et
 * al., "Neural network inversion in adversarial setting via background knowledge alignment", CCS 2019, trained on auxiliary photos under
 * absolute errors from a linear regression on, with the discriminator of a conditional GAN (Mirza and Osindero, 2014). Black-box, the target is only asked. White-box,
 * the generator also learns, by the target's gradient, that the face it makes shall give the condition back, for guessed conditions of
 * wanted people too; and the conditions of the attack are moved along the gradient of the logarithm of the person's odds.
 *
 * <p>No private photo is had, so the condition of a person is guessed: see {@link ConditionSpace}. Of many guesses those are kept whose faces
 * have the highest odds of being the person, by asking the target; where it draws at every query, by means of {@link QueryAveraging#AVERAGED} answers.
 */
public final class Cgan implements InversionAttack {

    /** Adam's step, in units in which an auxiliary photo's values vary by 1. */
    private static final double REFINING_RATE = .05;

    private final Params params;

    /** The answers of the model under attack that are the condition. */
    public enum Condition {
        /** Logarithms of probabilities, less their mean over people: the last layer's sums, but for a constant. */
        SCORES,
        /** The unit vector before that. */
        EMBEDDING
    }

    /**
     * @param whiteBox whether the target's gradient is used
     * @param condition which answers the generator is given
     * @param queries auxiliary photos that the target is asked about, at the most
     * @param width channels of the networks at full size
     * @param steps of training
     * @param batch auxiliary photos a step
     * @param rate of Adam, constant
     * @param adversarial weight of the discriminator's loss beside the absolute error, which is in units of half the range
     * @param match weight of the loss that the condition shall come back; only white-box
     * @param guesses of a person's condition
     * @param lowest level of a guess, above 0: 1 is as far along the person's prototype as answers to auxiliary photos lie from nothing
     * @param highest likewise
     * @param scatter of guesses about their level, in standard deviations of the auxiliary photos' answers
     * @param refining steps in which conditions are moved along the gradient; only white-box
     */
    public record Params(
            boolean whiteBox,
            Condition condition,
            int queries,
            int width,
            int steps,
            int batch,
            double rate,
            double adversarial,
            double match,
            int guesses,
            double lowest,
            double highest,
            double scatter,
            int refining) {

        public Params {
            Limits.above("queries", queries, 0);
            Limits.above("width", width, 0);
            Limits.above("steps", steps, 0);
            Limits.above("batch", batch, 0);
            Limits.above("rate", rate, 0);
            Limits.atLeast("adversarial", adversarial, 0);
            Limits.atLeast("match", match, 0);
            Limits.above("guesses", guesses, 0);
            Limits.above("lowest", lowest, 0);
            Limits.atLeast("scatter", scatter, 0);
            Limits.atLeast("refining", refining, 0);
            if (highest < lowest) {
                throw new IllegalArgumentException("highest must be at least lowest, got " + highest);
            }
            if (!whiteBox && (match > 0 || refining > 0)) {
                throw new IllegalArgumentException(
                        (match > 0 ? "match" : "refining") + " must be 0 without white_box: it needs the gradient");
            }
        }
    }

    public Cgan(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return params.whiteBox() ? AttackerAccess.WHITE_BOX : AttackerAccess.SCORES;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        List<FaceImage> photos = LeakedDataSupport.some(task.auxiliary(), task.share(params.queries()));
        try (NDManager memory = task.compute().manager().newSubManager()) {
            ConditionSpace space = ConditionSpace.of(
                    task.target(),
                    params.condition(),
                    photos,
                    task.random().derive("queries").generator(),
                    memory);
            try (ConditionalGan nets = new ConditionalGan(
                    LinearInversion.of(space.conditions(), photos, memory),
                    params.width(),
                    task.random().derive("weights").generator(),
                    memory)) {
                new CganTraining(params, task, space, nets, photos).run(memory);
                return reconstructed(task, space, nets, memory);
            }
        }
    }

    private List<Reconstruction> reconstructed(
            InversionTask task, ConditionSpace space, ConditionalGan nets, NDManager memory) {
        List<Reconstruction> all = new ArrayList<>();
        for (Wanted wanted : task.wanted()) {
            int person = wanted.person();
            RandomGenerator random = task.random().derive("person " + person).generator();
            try (NDManager scope = memory.newSubManager()) {
                NDArray conditions = scope.create(guesses(task, space, person, random));
                refine(task, nets, conditions, person, random);
                List<FaceImage> best = best(task, nets, conditions, person, random);
                best.forEach(face -> all.add(new Reconstruction(person, wanted.photo(), face.quantized())));
            }
        }
        return all;
    }

    /** Makes guesses at levels from the lowest to the highest, evenly. */
    private float[][] guesses(InversionTask task, ConditionSpace space, int person, RandomGenerator random) {
        int n = Math.max(params.guesses(), task.tries());
        float[][] guesses = new float[n][];
        for (int i = 0; i < n; i++) {
            double level = params.lowest() + (params.highest() - params.lowest()) * (i + .5) / n;
            guesses[i] = space.guess(person, level, params.scatter(), random);
        }
        return guesses;
    }

    /** Moves conditions, in place, to where their faces have higher odds. */
    private void refine(
            InversionTask task, ConditionalGan nets, NDArray conditions, int person, RandomGenerator random) {
        if (params.refining() == 0) {
            return;
        }
        try (Optimizer steps = new Adam(List.of(conditions))) {
            for (int step = task.share(params.refining()); step > 0; step--) {
                try (NDManager scope = conditions.getManager().newSubManager()) {
                    scope.tempAttachAll(conditions);
                    Gradients.leaf(conditions);
                    NDArray loss = odds(task.target(), nets.faces(conditions), person, random)
                            .sum()
                            .neg();
                    NDArray gradient = task.target().gradient(loss, conditions);
                    LeakedDataSupport.fixed(() -> {
                        conditions.setRequiresGradient(false);
                        steps.step(List.of(gradient), REFINING_RATE);
                        return conditions;
                    });
                }
            }
        }
    }

    private static List<FaceImage> best(
            InversionTask task, ConditionalGan nets, NDArray conditions, int person, RandomGenerator random) {
        return LeakedDataSupport.fixed(() -> {
            NDArray faces = nets.faces(conditions);
            float[] sums = new float[(int) faces.getShape().get(0)];
            QueryAveraging.ask(
                    faces,
                    QueryAveraging.ofJudgment(task.target()),
                    asked -> odds(task.target(), asked, person, random),
                    drawn -> {
                        for (int i = 0; i < sums.length; i++) {
                            sums[i] += drawn[i];
                        }
                    });
            List<FaceImage> made = Faces.unstack(faces);
            return IntStream.range(0, sums.length)
                    .boxed()
                    .sorted(Comparator.comparing(i -> -sums[i]))
                    .limit(task.tries())
                    .map(made::get)
                    .toList();
        });
    }

    /** Logarithms of the odds of one person: [N]. */
    private static NDArray odds(TargetModel target, NDArray faces, int person, RandomGenerator random) {
        NDArray scores = target.scores(faces, random);
        int[] own = new int[(int) scores.getShape().get(0)];
        Arrays.fill(own, person);
        return LogOdds.of(scores, own);
    }
}
