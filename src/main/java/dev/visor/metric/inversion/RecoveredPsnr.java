package dev.visor.metric.inversion;

import java.util.OptionalDouble;

/**
 * The value of a reconstruction in {@code recovered_psnr}.
 *
 * <p>The PSNR of an exact one is infinite. Left out of the mean, the worst leaks would make a defense look better; so they count as much as
 * 8 bit pixels can tell of anything: their rounding is off by up to half a step, evenly, so that its mean square is 1/12, and 10 log10(255^2
 * x 12) = 58.92 dB. What is closer still, such as a photo with one changed pixel, counts the same.
 */
public final class RecoveredPsnr {

    /** PSNR of a face that differs by rounding alone, in dB. */
    private static final double EXACT = 10 * StrictMath.log10(255. * 255 * 12);

    private RecoveredPsnr() {}

    /** @param psnr in dB; empty if nothing differs */
    public static double of(OptionalDouble psnr) {
        return Math.min(EXACT, psnr.orElse(EXACT));
    }
}
