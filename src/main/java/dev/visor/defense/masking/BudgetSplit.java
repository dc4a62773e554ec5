package dev.visor.defense.masking;

/** The way in which a privacy budget is split among the 24 bits of a pixel: 8 of each of Y, Cb and Cr. */
public enum BudgetSplit {

    /**
     * In proportion to the square root of a bit's weight: 4 for brightness and 1 for color, times the power of two that
     * it stands for. It makes the sum of weight / epsilon least (Cao et al., CVPR 2026).
     */
    WEIGHTED,

    /** In 24 equal parts: their ablation. */
    EQUAL;

    private static final double[] COLORS = {4, 1, 1};

    /**
     * Splits a budget.
     *
     * @return epsilon of each bit, color * 8 + power of two; their sum is the budget
     */
    double[] of(double budget) {
        double[] parts = new double[COLORS.length * RandomizedBits.BITS];
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            double weight = COLORS[i / RandomizedBits.BITS] * (1 << i % RandomizedBits.BITS);
            parts[i] = this == WEIGHTED ? Math.sqrt(weight) : 1;
            sum += parts[i];
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] *= budget / sum;
        }
        return parts;
    }
}
