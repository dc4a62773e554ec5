package dev.visor.recognizer.training;

/**
 * Settings of DP-SGD, which bounds what a step tells of any one photo; Abadi et al., "Deep learning with differential privacy", CCS 2016,
 * Algorithm 1.
 *
 * @param clip longest gradient of one photo, in the l2 norm over all weights
 * @param noise standard deviation of the Gaussian noise on the sum of a step's gradients, in units of {@code clip}
 */
public record DpSgdSteps(double clip, double noise) {

    public DpSgdSteps {
        if (!(clip > 0) || !(noise >= 0) || Double.isInfinite(clip) || Double.isInfinite(noise)) {
            throw new IllegalArgumentException(
                    "clip must be above 0 and noise at least 0, got %s and %s".formatted(clip, noise));
        }
    }
}
