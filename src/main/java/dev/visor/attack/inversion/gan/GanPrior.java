package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.visor.attack.Prior;
import dev.visor.attack.inversion.search.AuxiliaryFaces;
import dev.visor.attack.inversion.search.EigenFaces;
import dev.visor.attack.inversion.search.WhiteBoxSearch;
import dev.visor.core.Seed;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.Finite;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A generative adversarial network on auxiliary photos: hinge loss and spectral normalization (Miyato et al., ICLR 2018).
 *
 * <p>The published attacks train a Wasserstein GAN with a gradient penalty (Gulrajani et al., NeurIPS 2017), which differentiates a
 * gradient. The engine can be made to do that, and the result is exact, but the graph of the gradient then keeps itself alive and its memory
 * is never given back: a training of thousands of steps cannot be had that way. Spectral normalization bounds the same slope with first
 * derivatives alone.
 *
 * <p>Latents are those of photos, their coordinates among eigenfaces in standard deviations, and the generator also answers for the mean absolute
 * distance of each face from the photo that its latent is of, as in pix2pix (Isola et al., CVPR 2017). Without that it takes many times as
 * long to faces: sums of eigenfaces at random are told from photos by what no detail can mend. Standard normal latents, of which photos' are
 * an example, make faces afterwards. Photos are learned from with their mirror images.
 *
 * <p>What is kept is a running average of the generator's weights (Karras et al., ICLR 2018), and the critic as it ended.
 *
 * @param latent numbers that make a face
 * @param steps of the full training, one of the critic and one of the generator each
 */
record GanPrior(int latent, int steps) implements Prior {

    /** Part of the key, by which the draws are seeded. */
    private static final int VERSION = 2;

    private static final int BATCH = 32;

    /** The generator's step, which falls evenly to a tenth over the second half. */
    private static final double RATE = 1e-3;

    /** The critic's as a share of it: a critic that always wins teaches nothing. */
    private static final double CRITIC_RATE = .5;

    /** Weight of a made face's mean distance from the photo that its latent is of, against the critic's word. */
    private static final double LIKENESS = 20;

    private static final double BETA1 = .5;
    private static final double BETA2 = .99;

    /** The average reaches back over this share of the training. */
    private static final double MEMORY = .05;

    /** Lines of progress. */
    private static final int LINES = 20;

    GanPrior {
        if (latent < 2 || steps < 1) {
            throw new IllegalArgumentException("%s must be at least %d, got %d"
                    .formatted(latent < 2 ? "latent" : "prior_steps", latent < 2 ? 2 : 1, latent < 2 ? latent : steps));
        }
    }

    @Override
    public String key() {
        return String.format(Locale.ROOT, "sn-gan %d, latent %d, %d steps", VERSION, latent, steps);
    }

    @Override
    public byte[] learn(Study study) {
        AuxiliaryFaces faces = AuxiliaryFaces.of(study.photos(), latent + 1, "a generator of faces")
                .withMirrored();
        NDManager memory = study.compute().manager();
        EigenFaces eigen =
                EigenFaces.of(faces, latent, study.seed().derive("eigenfaces").generator(), memory);
        try (FaceGan gan = new FaceGan(latent, faces.side(), faces.colors(), study.seed(), memory)) {
            gan.generator().startFrom(eigen);
            List<float[]> codes = faces.rows().stream().map(eigen::code).toList();
            int wanted = Math.max(1, (int) Math.round(study.budget() * steps));
            try (Round round = new Round(gan, faces, codes, study.seed().derive("training"), wanted)) {
                for (int step = 0; step < wanted; step++) {
                    round.step(step);
                    if ((step + 1) * LINES / wanted > step * LINES / wanted) {
                        study.progress().accept(round.report(step + 1));
                    }
                }
                round.finish();
            }
            return gan.encode();
        }
    }

    /** One training. */
    private static final class Round implements AutoCloseable {

        private final FaceGan gan;
        private final AuxiliaryFaces faces;
        private final List<float[]> codes;
        private final Seed seed;
        private final int steps;
        private final NDManager memory;
        private final Adam criticSteps;
        private final Adam generatorSteps;
        private final List<NDArray> average;
        private double criticLoss;
        private double realness;

        Round(FaceGan gan, AuxiliaryFaces faces, List<float[]> codes, Seed seed, int steps) {
            this.gan = gan;
            this.faces = faces;
            this.codes = codes;
            this.seed = seed;
            this.steps = steps;
            gan.generator().learned().forEach(Gradients::leaf);
            gan.critic().weights().forEach(Gradients::leaf);
            this.memory = gan.weights().get(0).getManager().newSubManager();
            this.criticSteps = new Adam(gan.critic().weights(), BETA1, BETA2);
            this.generatorSteps = new Adam(gan.generator().learned(), BETA1, BETA2);
            this.average = gan.generator().learned().stream()
                    .map(weight -> memory.create(weight.toFloatArray(), weight.getShape()))
                    .toList();
        }

        void step(int step) {
            RandomGenerator random = seed.derive("step " + step).generator();
            double rate = RATE * Math.min(1, .1 + 1.8 * (steps - step) / steps);
            try (NDManager scope = memory.newSubManager()) {
                criticSteps.step(finite(criticGradients(random, scope), "critic", step), CRITIC_RATE * rate);
            }
            try (NDManager scope = memory.newSubManager()) {
                generatorSteps.step(finite(generatorGradients(random, scope), "generator", step), rate);
                remember(step, scope);
            }
        }

        /** Hinge loss of both kinds of faces; leaves recording off. */
        private List<NDArray> criticGradients(RandomGenerator random, NDManager scope) {
            Gradients.record(false);
            NDArray made = gan.generator().rows(latents(some(random), scope));
            NDArray real = faces.of(scope, some(random));
            Gradients.record(true);
            NDArray judged =
                    gan.critic().realness(real.concat(made, 0), gan.critic().normalized(true, scope));
            NDArray sign = scope.create(signs(), new Shape(2 * BATCH));
            NDArray loss = Activation.relu(judged.mul(sign).add(1)).mean();
            criticLoss = loss.getFloat();
            List<NDArray> gradients = Gradients.of(loss, gan.critic().weights());
            Gradients.record(false);
            return gradients;
        }

        private List<NDArray> generatorGradients(RandomGenerator random, NDManager scope) {
            // Without recording, so that the critic's weights cost nothing on the way back.
            List<NDArray> kernels = gan.critic().normalized(false, scope);
            int[] photos = some(random);
            NDArray latents = latents(photos, scope);
            Gradients.record(true);
            NDArray made = gan.generator().rows(latents);
            NDArray real = gan.critic().realness(made, kernels).mean();
            realness = real.getFloat();
            NDArray distance = made.sub(faces.of(scope, photos)).abs().mean();
            NDArray loss = Scaled.by(distance, LIKENESS).sub(real);
            List<NDArray> gradients = Gradients.of(loss, gan.generator().learned());
            Gradients.record(false);
            return gradients;
        }

        /** Returns gradients that a step may follow, and checks the losses first, as they tell more. */
        private List<NDArray> finite(List<NDArray> gradients, String net, int step) {
            String when = String.format(Locale.ROOT, "step %d of %d of the %s of faces", step + 1, steps, net);
            Finite.number(criticLoss, "the critic's loss", when);
            Finite.number(realness, "the realness of the generator's faces", when);
            Finite.gradients(gradients, when);
            return gradients;
        }

        private static float[] signs() {
            float[] signs = new float[2 * BATCH];
            for (int i = 0; i < signs.length; i++) {
                signs[i] = i < BATCH ? -1 : 1;
            }
            return signs;
        }

        private int[] some(RandomGenerator random) {
            return random.ints(BATCH, 0, faces.rows().size()).toArray();
        }

        private NDArray latents(int[] photos, NDManager scope) {
            return WhiteBoxSearch.rows(IntStream.of(photos).mapToObj(codes::get).toList(), scope);
        }

        private void remember(int step, NDManager scope) {
            double keep = Math.min(1 - 1 / (MEMORY * steps + 1), step / (step + 1.));
            List<NDArray> weights = gan.generator().learned();
            for (int i = 0; i < weights.size(); i++) {
                scope.tempAttachAll(weights.get(i), average.get(i));
                average.get(i).muli(keep).addi(weights.get(i).mul(1 - keep));
            }
        }

        String report(int done) {
            return String.format(
                    Locale.ROOT,
                    "generator: step %d of %d, hinge loss %.3f, realness of its faces %.3f",
                    done,
                    steps,
                    criticLoss,
                    realness);
        }

        void finish() {
            gan.critic().settle();
            List<NDArray> weights = gan.generator().learned();
            for (int i = 0; i < weights.size(); i++) {
                weights.get(i).set(average.get(i).toFloatArray());
            }
        }

        @Override
        public void close() {
            criticSteps.close();
            generatorSteps.close();
            memory.close();
            Gradients.record(true);
        }
    }
}
