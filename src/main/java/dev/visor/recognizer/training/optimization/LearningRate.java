package dev.visor.recognizer.training.optimization;

/** The learning rate over the course of a training. */
@FunctionalInterface
public interface LearningRate {

    /**
     * The rate of one step.
     *
     * @param step 0..steps - 1
     * @param steps of the whole training, if it is not stopped early
     */
    double at(int step, int steps);

    static LearningRate constant(double rate) {
        check(rate);
        return (step, steps) -> rate;
    }

    /**
     * Falls along half a cosine to zero; Loshchilov and Hutter, "SGDR", ICLR 2017, without restarts.
     *
     * @param rate at the top
     * @param warmup share of the steps, 0..1, over which the rate first rises evenly
     */
    static LearningRate cosine(double rate, double warmup) {
        check(rate);
        if (!(warmup >= 0 && warmup < 1)) {
            throw new IllegalArgumentException("warmup must lie in [0, 1), got " + warmup);
        }
        return (step, steps) -> {
            double rising = warmup * steps;
            if (step < rising) {
                return rate * (step + 1) / (rising + 1);
            }
            return rate * (1 + Math.cos(Math.PI * (step - rising) / (steps - rising))) / 2;
        };
    }

    private static void check(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate must be above 0, got " + rate);
        }
    }
}
