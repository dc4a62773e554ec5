package dev.visor.stats;

/** Student's t distribution, through the incomplete beta function (Lentz's continued fraction). */
final class StudentT {

    private static final double[] LANCZOS = {
        76.18009172947146,
        -86.50532032941677,
        24.01409824083091,
        -1.231739572450155,
        .1208650973866179e-2,
        -.5395239384953e-5
    };

    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 500;
    private static final double LARGEST = 1e6;
    private static final int HALVINGS = 100;

    private StudentT() {}

    /** The chance of a value above {@code t}. */
    static double above(double t, double freedom) {
        double half = incompleteBeta(freedom / 2, .5, freedom / (freedom + t * t)) / 2;
        return t > 0 ? half : 1 - half;
    }

    /** The value that is exceeded with chance {@code tail}, in (0, 1). */
    static double exceededBy(double tail, double freedom) {
        double low = -LARGEST;
        double high = LARGEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (above(middle, freedom) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double incompleteBeta(double a, double b, double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = StrictMath.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * StrictMath.log(x) + b * StrictMath.log(1 - x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
    }

    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / apart(1 - (a + b) * x / (a + 1));
        double value = d;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / apart(1 + even * d);
            c = apart(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / apart(1 + odd * d);
            c = apart(1 + odd / c);
            value *= d * c;
            if (Math.abs(d * c - 1) < 1e-15) {
                break;
            }
        }
        return value;
    }

    private static double apart(double fromZero) {
        return Math.abs(fromZero) < TINY ? TINY : fromZero;
    }

    private static double logGamma(double x) {
        double base = x + 5.5;
        double sum = 1.000000000190015;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + 1 + i);
        }
        return (x + .5) * StrictMath.log(base) - base + StrictMath.log(2.5066282746310005 * sum / x);
    }
}
