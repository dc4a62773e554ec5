package dev.visor.stats;

/** Independent tries that all have the same chance. */
final class Binomial {

    private Binomial() {}

    /**
     * The chance of {@code hits} or more.
     *
     * @param chance of each, in [0, 1]
     */
    static double atLeast(long hits, long tries, double chance) {
        if (hits <= 0) {
            return 1;
        }
        if (chance <= 0 || hits > tries) {
            return 0;
        }
        if (chance >= 1) {
            return 1;
        }
        double logTerm = tries * StrictMath.log1p(-chance);
        double tail = 0;
        for (long k = 0; k <= tries; k++) {
            tail += k >= hits ? StrictMath.exp(logTerm) : 0;
            logTerm += StrictMath.log((tries - k) / (k + 1.)) + StrictMath.log(chance) - StrictMath.log1p(-chance);
        }
        return Math.min(1, tail);
    }
}
