package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import dev.visor.attack.InversionTask;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.AttackTraining;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.Finite;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Optimizer;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The training of {@link Cgan}'s networks on auxiliary photos and what the target answered to them: one step of each in turn. */
final class CganTraining {

    private static final double WARMUP = .05;

    /** Share of the steps before the discriminator joins: faces that are no faces yet are told from photos by anything. */
    private static final double ALONE = .5;

    private final Cgan.Params params;
    private final InversionTask task;
    private final ConditionSpace space;
    private final ConditionalGan nets;
    private final List<FaceImage> photos;

    CganTraining(
            Cgan.Params params, InversionTask task, ConditionSpace space, ConditionalGan nets, List<FaceImage> photos) {
        this.params = params;
        this.task = task;
        this.space = space;
        this.nets = nets;
        this.photos = photos;
    }

    /** Moves the networks' weights; afterwards they ask for no gradient. */
    void run(NDManager memory) {
        int steps = task.share(params.steps());
        LearningRate rate = LearningRate.cosine(params.rate(), WARMUP);
        Seed seed = task.random().derive("cgan");
        int[] order = AttackTraining.rounds(photos.size(), steps * params.batch(), seed.generator());
        boolean recording = Gradients.isRecording();
        try (Optimizer generator = new Adam(nets.generator());
                Optimizer discriminator = new Adam(nets.discriminator())) {
            double sum = 0;
            for (int step = 0; step < steps; step++) {
                int[] examples = Arrays.copyOfRange(order, step * params.batch(), (step + 1) * params.batch());
                try (NDManager scope = memory.newSubManager()) {
                    Batch batch = new Batch(
                            scope,
                            examples,
                            seed.derive("step " + step).generator(),
                            String.format(Locale.ROOT, "step %d of %d", step + 1, steps));
                    boolean against = params.adversarial() > 0 && step >= ALONE * steps;
                    if (against) {
                        discriminate(batch, discriminator, rate.at(step, steps));
                    }
                    sum += generate(batch, generator, rate.at(step, steps), against);
                }
            }
            task.progress()
                    .accept(String.format(Locale.ROOT, "cgan: %d steps, mean absolute error %.4f", steps, sum / steps));
        } finally {
            Gradients.record(recording);
        }
    }

    /** One step's photos, what the target answered to them, and guesses at what it answers to wanted people. */
    private final class Batch {

        private final NDArray faces;
        private final NDArray conditions;
        private final NDArray all;
        private final RandomGenerator random;
        private final String when;

        Batch(NDManager scope, int[] examples, RandomGenerator random, String when) {
            this.random = random;
            this.when = when;
            this.faces = Faces.stack(
                    scope, Arrays.stream(examples).mapToObj(photos::get).toList());
            this.conditions = scope.create(
                    Arrays.stream(examples).mapToObj(i -> space.conditions()[i]).toArray(float[][]::new));
            this.all =
                    params.match() > 0 ? conditions.concat(scope.create(guesses(examples.length / 2)), 0) : conditions;
        }

        private float[][] guesses(int n) {
            float[][] guesses = new float[Math.max(1, n)][];
            for (int i = 0; i < guesses.length; i++) {
                int person =
                        task.wanted().get(random.nextInt(task.wanted().size())).person();
                double level = params.lowest() + random.nextDouble() * (params.highest() - params.lowest());
                guesses[i] = space.guess(person, level, params.scatter(), random);
            }
            return guesses;
        }
    }

    /** The logistic loss of Goodfellow et al., NeurIPS 2014. */
    private void discriminate(Batch batch, Optimizer optimizer, double rate) {
        NDArray made = LeakedDataSupport.fixed(() -> nets.faces(batch.conditions));
        step(nets.discriminator(), optimizer, rate, batch.when + ", discriminator", () -> {
            NDArray photos = nets.real(batch.faces, batch.conditions);
            NDArray fakes = nets.real(made, batch.conditions);
            return lack(photos).add(lack(fakes.neg()));
        });
    }

    /** Mean of log(1 + e^-x): about 0 where x is large, rising as it falls. */
    private static NDArray lack(NDArray x) {
        return Activation.softPlus(x.neg()).mean();
    }

    /** Returns the absolute error. */
    private double generate(Batch batch, Optimizer optimizer, double rate, boolean against) {
        double[] error = new double[1];
        step(nets.generator(), optimizer, rate, batch.when + ", generator", () -> {
            NDArray made = nets.faces(batch.all);
            NDArray answered = made.get(":{}", batch.faces.getShape().get(0));
            NDArray loss = Scaled.by(answered.sub(batch.faces), 1 / 127.5).abs().mean();
            error[0] = loss.getFloat();
            if (against) {
                loss = loss.add(Scaled.by(lack(nets.real(answered, batch.conditions)), params.adversarial()));
            }
            return params.match() > 0 ? loss.add(Scaled.by(mismatch(made, batch), params.match())) : loss;
        });
        return error[0];
    }

    /**
     * A scalar whose gradient in the weights is that of 1 - cosine between conditions and what the target answers to their faces. The target
     * gives its gradient in the faces, which are cut off here; the product with them carries it on.
     */
    private NDArray mismatch(NDArray made, Batch batch) {
        NDArray faces = Gradients.leaf(made.stopGradient());
        NDArray back = space.condition(task.target(), faces, batch.random);
        NDArray cosine = unit(back).mul(unit(batch.all)).sum(new int[] {1});
        NDArray slope = task.target().gradient(cosine.mean().neg(), faces);
        return made.mul(slope).sum();
    }

    private static NDArray unit(NDArray rows) {
        NDArray lengths = rows.norm(new int[] {1}, true);
        return rows.div(lengths.maximum(Scaled.by(lengths.onesLike(), 1e-6)));
    }

    private interface Loss {
        NDArray scalar();
    }

    private static void step(List<NDArray> weights, Optimizer optimizer, double rate, String when, Loss loss) {
        weights.forEach(Gradients::leaf);
        NDArray scalar = loss.scalar();
        List<NDArray> gradients = Gradients.of(scalar, weights);
        Finite.number(scalar.getFloat(), "the loss", when);
        Finite.gradients(gradients, when);
        weights.forEach(weight -> weight.setRequiresGradient(false));
        LeakedDataSupport.fixed(() -> {
            optimizer.step(gradients, rate);
            return gradients;
        });
    }
}
