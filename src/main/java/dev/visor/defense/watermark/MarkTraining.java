package dev.visor.defense.watermark;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The settings of a training.
 *
 * @param steps of Adam
 * @param batch photos a step
 * @param rate of Adam at the top; it falls along a cosine after a short rise
 * @param errorWeight of the mean squared change, in levels squared
 * @param structureWeight of 1 - SSIM
 * @param bitWeight of the binary cross-entropy of the bits
 * @param dodgeWeight of what recognizers still know; 0 for a plain watermark
 * @param margin similarity to the clean face below which recognizers count as led astray, -1..1
 * @param innerRate of the inner step of meta-optimization; 0 for one step on all surrogates
 */
record MarkTraining(
        int steps,
        int batch,
        double rate,
        double errorWeight,
        double structureWeight,
        double bitWeight,
        double dodgeWeight,
        double margin,
        double innerRate) {

    private static final double WARMUP = .05;

    /** Share of the people who only tell which epoch was best. */
    private static final double ASIDE = .1;

    /** Steps of an epoch at least: each ends with a validation and a checkpoint. */
    private static final int STEPS = 100;

    MarkTraining {
        require(steps >= 1, "steps must be at least 1, got " + steps);
        require(batch >= 1, "batch must be at least 1, got " + batch);
        require(rate > 0 && rate <= 1, "rate must lie in (0, 1], got " + rate);
        require(errorWeight >= 0 && errorWeight < 1e6, "error_weight must be at least 0, got " + errorWeight);
        require(
                structureWeight >= 0 && structureWeight < 1e6,
                "structure_weight must be at least 0, got " + structureWeight);
        require(bitWeight >= 0 && bitWeight < 1e6, "bit_weight must be at least 0, got " + bitWeight);
        require(dodgeWeight >= 0 && dodgeWeight < 1e6, "dodge_weight must be at least 0, got " + dodgeWeight);
        require(margin >= -1 && margin <= 1, "margin must lie in [-1, 1], got " + margin);
        require(innerRate >= 0 && innerRate <= 1, "inner_rate must lie in [0, 1], got " + innerRate);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    boolean dodges() {
        return dodgeWeight > 0;
    }

    /**
     * Trains in place.
     *
     * @param people whose faces the objective knows, one each
     */
    void run(
            MarkNet net,
            MarkObjective objective,
            int people,
            Seed seed,
            Checkpoints checkpoints,
            Consumer<Epoch> progress) {
        Split apart = Split.byPerson(
                IntStream.range(0, people)
                        .mapToObj(i -> new SubjectId("person " + i))
                        .toList(),
                ASIDE,
                seed);
        Split split = new Split(repeated(apart.training()), apart.validation());
        int epochs = (int) Math.max(1, Math.round(steps * (double) batch / split.training().length));
        new Training(Adam::new, LearningRate.cosine(rate, WARMUP), epochs, batch, epochs, seed.derive("training"))
                .run(net, objective, split, progress, checkpoints);
    }

    /** Repeats few examples so often that an epoch is worth its end. */
    private int[] repeated(int[] examples) {
        int least = Math.min(STEPS, steps);
        int times = (int) Math.max(1, Math.ceil(least * (double) batch / examples.length));
        return IntStream.range(0, times).flatMap(i -> IntStream.of(examples)).toArray();
    }
}
