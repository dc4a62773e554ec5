package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import java.util.stream.DoubleStream;

/**
 * The gain of a candidate perturbation: log(1 + f over targets t of exp(D(x, original) - D(x, t))). TIP-IM, Eq. 6 and 7.
 */
public enum Gain {
    /** The nearest target counts: TIP-IM ("gain3" in its code). */
    MAX,
    /** All targets count: Center-Opt ("gain1"). */
    SUM,
    /** The farthest target counts; in the code only ("gain2"). */
    MIN;

    /**
     * The gain of every candidate.
     *
     * @param toOriginals [...], distance to its own original
     * @param toTargets [..., T], distance to every target
     * @return [...]
     */
    NDArray of(NDArray toOriginals, NDArray toTargets) {
        int last = toTargets.getShape().dimension() - 1;
        NDArray ratios = toTargets.neg().addi(toOriginals.expandDims(last)).exp();
        NDArray joined =
                switch (this) {
                    case MAX -> ratios.max(new int[] {last});
                    case SUM -> ratios.sum(new int[] {last});
                    case MIN -> ratios.min(new int[] {last});
                };
        return joined.add(1).log();
    }

    /**
     * The gain of one candidate.
     *
     * @param differences distance to each target, less the distance to its own original
     */
    double of(double[] differences) {
        DoubleStream ratios = DoubleStream.of(differences).map(difference -> Math.exp(-difference));
        double joined =
                switch (this) {
                    case MAX -> ratios.max().orElseThrow();
                    case SUM -> ratios.sum();
                    case MIN -> ratios.min().orElseThrow();
                };
        return Math.log1p(joined);
    }
}
