package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.training.network.Initializers;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;

/**
 * Training in private steps: every photo's gradient is cut to a length, then noise is added to their sum. Abadi et al., CCS
 * 2016, Algorithm 1; {@code dev.visor.stats.RenyiAccountant} tells what that hides.
 *
 * @param expected photos a step on average; the noisy sum is divided by it
 */
record DpSgdObjective(ClassificationObjective batches, Classifier classifier, DpSgdSteps steps, int expected)
        implements Objective {

    /** Photos whose sets of weights are in memory at once. */
    private static final int AT_ONCE = 32;

    @Override
    public NDArray loss(Batch batch) {
        return batches.loss(batch);
    }

    @Override
    public Slope slope(Batch batch, List<NDArray> weights) {
        if (batch.examples().length == 0) {
            return noiseAlone(batch, weights);
        }
        TrainingBatch trainingBatch = batches.trainingBatch(batch);
        if (trainingBatch.mixes().stream().anyMatch(mix -> mix.members().length > 1)) {
            throw new IllegalArgumentException(
                    "private steps bound what is told of one photo: a masking that mixes photos cannot have them");
        }
        int rows = batch.examples().length;
        List<NDArray> sums = new ArrayList<>();
        float[] losses = new float[rows];
        for (int from = 0; from < rows; from += AT_ONCE) {
            add(trainingBatch, from, Math.min(rows, from + AT_ONCE), weights, batch, sums, losses);
        }
        batches.tell(trainingBatch, losses);
        double mean = 0;
        for (float loss : losses) {
            mean += loss / rows;
        }
        Gradients.record(false);
        sums.forEach(sum -> sum.addi(noise(sum.getShape(), batch)).divi(expected));
        return new Slope((float) mean, sums);
    }

    /** Returns a step of noise alone: that nobody was drawn must not show. */
    private Slope noiseAlone(Batch batch, List<NDArray> weights) {
        return new Slope(
                0,
                weights.stream()
                        .map(weight -> noise(weight.getShape(), batch).divi(expected))
                        .toList());
    }

    private void add(
            TrainingBatch trainingBatch,
            int from,
            int to,
            List<NDArray> weights,
            Batch batch,
            List<NDArray> sums,
            float[] losses) {
        String rows = from + ":" + to;
        List<NDArray> gradients = perPhoto(
                classifier,
                trainingBatch.inputs().get(rows),
                trainingBatch.shares().get(rows),
                weights,
                losses,
                from);
        Gradients.record(false);
        NDArray keep = keep(gradients);
        for (int i = 0; i < gradients.size(); i++) {
            NDArray gradient = gradients.get(i);
            NDArray sum = gradient.reshape(to - from, -1)
                    .mul(keep)
                    .sum(new int[] {0})
                    .reshape(weights.get(i).getShape());
            if (from == 0) {
                sums.add(sum);
            } else {
                sums.get(i).addi(sum);
            }
        }
        gradients.forEach(NDArray::close);
    }

    /**
     * Every row's gradient, from one backward pass: each row has weights of its own, and their losses are summed.
     *
     * @param losses filled from {@code from} on
     * @return [N, ...] for each weight
     */
    static List<NDArray> perPhoto(
            Classifier classifier, NDArray inputs, NDArray shares, List<NDArray> weights, float[] losses, int from) {
        long rows = inputs.getShape().get(0);
        Gradients.record(false);
        List<NDArray> copies = new ArrayList<>();
        for (NDArray weight : weights) {
            long[] shape = new Shape(rows).addAll(weight.getShape()).getShape();
            NDArray one = weight.expandDims(0);
            one.attach(inputs.getManager());
            copies.add(one.broadcast(shape).duplicate());
        }
        copies.forEach(Gradients::leaf);
        NDArray all = classifier.losses(inputs, shares, WeightCursor.perRow(inputs.getManager(), copies));
        List<NDArray> gradients = Gradients.of(all.sum(), copies);
        float[] values = all.toType(DataType.FLOAT32, false).toFloatArray();
        System.arraycopy(values, 0, losses, from, values.length);
        copies.forEach(NDArray::close);
        return gradients;
    }

    /** Returns the factor by which each row's gradient is shortened: [N, 1]. */
    private NDArray keep(List<NDArray> gradients) {
        int rows = (int) gradients.get(0).getShape().get(0);
        double[] squares = new double[rows];
        for (NDArray gradient : gradients) {
            float[] some =
                    gradient.reshape(rows, -1).square().sum(new int[] {1}).toFloatArray();
            for (int row = 0; row < rows; row++) {
                squares[row] += some[row];
            }
        }
        float[] keep = new float[rows];
        for (int row = 0; row < rows; row++) {
            keep[row] = (float) Math.min(1, steps.clip() / Math.sqrt(squares[row]));
        }
        return gradients.get(0).getManager().create(keep, new Shape(rows, 1));
    }

    private NDArray noise(Shape shape, Batch batch) {
        return Initializers.gaussian(shape, steps.clip() * steps.noise(), batch.random(), batch.scope());
    }
}
