package dev.visor.service.serve;

import dev.visor.core.Seed;
import java.util.random.RandomGenerator;

/**
 * Faults that are injected on purpose: shares of calls in [0, 1], drawn from a seed and the call's number.
 *
 * @param latencyMillis before every answer
 * @param rateLimited answered with the contract's "too many requests"
 * @param serverErrors answered with its 5xx
 * @param hung never answered; the connection is closed after {@code hangMillis}
 * @param malformed answered with half of a right answer
 * @param drift taken off every cosine from call {@code driftAfter} on, as if a model had been updated
 */
public record FaultInjection(
        long seed,
        long latencyMillis,
        double rateLimited,
        double serverErrors,
        double hung,
        long hangMillis,
        double malformed,
        double drift,
        long driftAfter) {

    public static final FaultInjection NONE = new FaultInjection(1, 0, 0, 0, 0, 0, 0, 0, 0);

    public FaultInjection {
        for (double share : new double[] {rateLimited, serverErrors, hung, malformed}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share of calls lies in [0, 1], got " + share);
            }
        }
        if (rateLimited + serverErrors + hung + malformed > 1) {
            throw new IllegalArgumentException("the shares of faults make more than 1 together");
        }
        if (latencyMillis < 0 || hangMillis < 0) {
            throw new IllegalArgumentException("a time must not be negative");
        }
    }

    /** The fate of one call. */
    enum Fate {
        NONE,
        RATE_LIMITED,
        SERVER_ERROR,
        /** Carried out; the answer is lost. */
        HUNG,
        /** Carried out; the answer arrives in part. */
        MALFORMED
    }

    Fate of(long call) {
        RandomGenerator random = new Seed(seed).derive("call " + call).generator();
        double drawn = random.nextDouble();
        double[] shares = {rateLimited, serverErrors, hung, malformed};
        Fate[] fates = {Fate.RATE_LIMITED, Fate.SERVER_ERROR, Fate.HUNG, Fate.MALFORMED};
        for (int i = 0; i < shares.length; i++) {
            if (drawn < shares[i]) {
                return fates[i];
            }
            drawn -= shares[i];
        }
        return Fate.NONE;
    }

    double driftAt(long call) {
        return call > driftAfter ? drift : 0;
    }
}
