package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;

/**
 * The logarithm of the odds of one's own person against everybody else. The probability's own logarithm goes flat where a target is sure,
 * long before a face looks like the person.
 */
public final class LogOdds {

    /**
     * Subtracted from what is to be left out: below any logarithm of a probability that matters, and above what 32 bits
     * lose.
     */
    private static final float FAR = 1000;

    private LogOdds() {}

    /**
     * @param scores logarithms of probabilities, [N, people]
     * @param own the person of each row
     * @return [N]
     */
    public static NDArray of(NDArray scores, int[] own) {
        NDArray mine = picked(scores, own, 0);
        if (scores.getShape().get(1) == 1) {
            return mine;
        }
        // The sum over the others, by way of one of them and its share in it.
        NDArray others = scores.sub(marked(scores, own, 0, FAR));
        return mine.sub(picked(scores, own, 1)).add(picked(others.logSoftmax(1), own, 1));
    }

    /** Each row's value for the person so many after its own: [N]. */
    private static NDArray picked(NDArray scores, int[] own, int after) {
        return scores.mul(marked(scores, own, after, 1)).sum(new int[] {1});
    }

    private static NDArray marked(NDArray scores, int[] own, int after, float mark) {
        int known = (int) scores.getShape().get(1);
        float[] marks = new float[own.length * known];
        for (int i = 0; i < own.length; i++) {
            marks[i * known + (own[i] + after) % known] = mark;
        }
        return scores.getManager().create(marks, scores.getShape());
    }
}
