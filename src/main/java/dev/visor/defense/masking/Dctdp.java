package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.tensor.Scaled;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Laplace noise in the frequency domain with a learned budget: out = F + loc + Laplace(0, 1) x sens / (softmax(rho) x B), where loc and rho,
 * one for each coefficient, are learned jointly with the recognizer, and B, the budget of a photo, is {@code budget} times the number of
 * coefficients. Ji et al., "Privacy-Preserving Face Recognition with Learnable Privacy Budgets in Frequency Domain", ECCV 2022, and its code
 * in TFace. Noise is drawn anew at every query.
 *
 * <p>Departures. Coefficients are counted in units of their map's usual strength and clipped at {@code bound}, so that any of them can differ
 * by sens = 2 x bound between two photos, whosever they are. That sensitivity is certain, and ours; the code in TFace measures none, it takes
 * ones([189, h, w]), and its default budget of 4 belongs to that. rho is moved by the recognizer's
 * optimizer, and is therefore held as w with rho = {@value #REACH} tanh({@value #GAIN} w / {@value #REACH}); TFace gives it an Adam of
 * its own. Neither decays.
 *
 * <p>One use of a photo spends B, local differential privacy in name only: {@code 4 x 189 x 64 x 64} is 3 million.
 */
public final class Dctdp implements MaskingDefense {

    /** Factor by which a step of rho is larger under the recognizer's rate: squared, as gradient and step both grow. */
    private static final double GAIN = 30;

    /**
     * Bound of rho, so that no coefficient's budget is more than e^6 = 400 times another's: without it a few steps of a young recognizer
     * take all from some, whose noise then drowns the training.
     */
    private static final double REACH = 3;

    private final Params params;

    /**
     * @param luma maps of brightness that are kept, 1..63; 63 are all but DC
     * @param chroma maps of each of Cb and Cr that are kept, 0..63
     * @param budget mean epsilon of a coefficient, above 0
     * @param bound where coefficients are clipped, in units of their map's usual strength, above 0
     */
    public record Params(int luma, int chroma, double budget, double bound) {

        public Params {
            FrequencyMaps.lowest(luma, chroma);
            if (!(budget > 0) || Double.isInfinite(budget)) {
                throw new IllegalArgumentException("budget must be above 0, got " + budget);
            }
            if (!(bound > 0) || Double.isInfinite(bound)) {
                throw new IllegalArgumentException("bound must be above 0, got " + bound);
            }
        }
    }

    public Dctdp(Params params) {
        this.params = params;
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new Budgeted(
                new FrequencyMaps(memory, side, FrequencyMaps.lowest(params.luma(), params.chroma())),
                params,
                memory,
                side);
    }

    private static final class Budgeted implements Masking {

        private final FrequencyMaps kept;
        private final double bound;

        /** sens / B, so that one division by a softmax is left to do. */
        private final double spread;

        private final NDArray location;
        private final NDArray allotment;

        Budgeted(FrequencyMaps kept, Params params, NDManager memory, int side) {
            Shape shape = new Shape(1, kept.count(), side, side);
            this.kept = kept;
            this.bound = params.bound();
            this.spread = 2 * params.bound() / (params.budget() * shape.size());
            this.location = memory.zeros(shape);
            this.allotment = memory.zeros(shape);
        }

        @Override
        public int channels() {
            return kept.count();
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            return Mixture.alone(maskForQuery(faces, random), people, classes);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            NDArray clipped = kept.usual(faces).clip(-bound, bound);
            NDArray noise = Laplace.draw(faces.getManager(), clipped.getShape(), random);
            return clipped.add(beside(faces, location)).add(noise.mul(scale(beside(faces, allotment))));
        }

        /** Returns the scale of the noise, for each coefficient. */
        private NDArray scale(NDArray allotment) {
            // 1 / softmax(rho), by way of the logarithm: no share is too small to divide by.
            return Scaled.by(Scaled.by(shares(allotment), -1).exp(), spread).reshape(allotment.getShape());
        }

        /** Logarithms of what part of B each coefficient gets: [1, coefficients]. */
        private static NDArray shares(NDArray allotment) {
            NDArray rho =
                    Scaled.by(Scaled.by(allotment.reshape(1, -1), GAIN / REACH).tanh(), REACH);
            return rho.logSoftmax(1);
        }

        /** {@code budget_spread}: how far the budget is from even, as the divergence of its shares from equal ones, in nats. */
        @Override
        public Map<String, Double> trainingMetrics() {
            return Strategy.unrecorded(() -> {
                try (NDManager scope = allotment.getManager().newSubManager()) {
                    NDArray logs = shares(beside(scope.zeros(new Shape()), allotment));
                    double entropy = -logs.exp().mul(logs).sum().getFloat();
                    return Map.of("budget_spread", Math.log(logs.size()) - entropy);
                }
            });
        }

        /** A view that belongs to the batch, as everything made of it. */
        private static NDArray beside(NDArray batch, NDArray weight) {
            NDArray view = weight.reshape(weight.getShape());
            view.attach(batch.getManager());
            return view;
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return kept.faces(inputs.sub(beside(inputs, location)));
        }

        @Override
        public boolean isRandomized() {
            return true;
        }

        @Override
        public List<NDArray> weights() {
            return List.of(location, allotment);
        }
    }
}
