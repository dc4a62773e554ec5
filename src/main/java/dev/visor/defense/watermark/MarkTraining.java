package dev.visor.defense.watermark;

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
}
