package dev.visor.defense.person;

/** The weight of a perceptibility term, moved after every mini-batch so that the term comes to lie at its limit. */
final class AdaptiveWeight {

    /** Above it, or below its reciprocal, a weight moves no further. */
    private static final double MOST = 129;

    private final Perceptibility perceptibility;
    private final double limit;
    private double weight = 1;

    /** @param limit of what is measured */
    AdaptiveWeight(Perceptibility perceptibility, double limit) {
        this.perceptibility = perceptibility;
        this.limit = limit;
    }

    double value() {
        return weight;
    }

    /** Moves the weight by what a mini-batch measured in the mean. */
    void adapt(double measured) {
        Perceptibility.Band band = perceptibility.band(limit);
        if (measured <= band.low() && weight >= 1 / MOST) {
            weight /= 2;
        } else if (measured >= band.high() && weight <= MOST) {
            weight *= 2;
        } else if (band.resets() && measured > band.low() && measured < band.high()) {
            weight = 1;
        }
    }
}
