package dev.visor.stats;

/** The standard normal distribution; tails keep their relative accuracy down to 1e-300. */
final class Normal {

    private static final double ROOT_TWO_PI = 2.5066282746310002;

    /** Point from which the continued fraction takes the series' place. */
    private static final double FAR_OUT = 2.5;

    private static final int FRACTIONS = 300;
    private static final double LARGEST = 40;
    private static final int HALVINGS = 80;

    private Normal() {}

    static double density(double z) {
        return StrictMath.exp(-z * z / 2) / ROOT_TWO_PI;
    }

    /**
     * The chance of a value above {@code z}.
     *
     * <p>Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 2004; far out, Laplace's continued
     * fraction.
     */
    static double above(double z) {
        if (z < 0) {
            return 1 - above(-z);
        }
        if (z < FAR_OUT) {
            double term = z;
            double sum = z;
            for (int i = 3; term > sum * 1e-17; i += 2) {
                term *= z * z / i;
                sum += term;
            }
            return .5 - sum * density(z);
        }
        double fraction = z;
        for (int i = FRACTIONS; i > 0; i--) {
            fraction = z + i / fraction;
        }
        return density(z) / fraction;
    }

    /** The value that is exceeded with chance {@code tail}, in (0, 1). */
    static double exceededBy(double tail) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (above(middle) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
