package dev.visor.stats;

import dev.visor.core.measure.Interval;

/** A difference whose estimate over its standard error has Student's t distribution, with one degree less than there are samples. */
interface StudentDifference extends Difference {

    /** Returns the standard error; 0 if all samples agree. */
    double standardError();

    int samples();

    /** Returns the number of samples below which nothing is claimed. */
    int needed();

    @Override
    default Interval interval(double confidence) {
        if (samples() < needed()) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double half =
                standardError() == 0 ? 0 : standardError() * StudentT.exceededBy((1 - confidence) / 2, samples() - 1.);
        return new Interval(estimate() - half, estimate() + half);
    }

    @Override
    default double pAbove(double bound) {
        return p(estimate() - bound);
    }

    @Override
    default double pBelow(double bound) {
        return p(bound - estimate());
    }

    @Override
    default double timesTheData(double bound, double alpha, double power) {
        double reach =
                (Normal.exceededBy(alpha) + Normal.exceededBy(1 - power)) * standardError() / (estimate() - bound);
        return Math.max(reach * reach, needed() / (double) samples());
    }

    private double p(double distance) {
        if (samples() < needed()) {
            return 1;
        }
        if (standardError() == 0) {
            return distance > 0 ? 0 : 1;
        }
        return StudentT.above(distance / standardError(), samples() - 1.);
    }
}
