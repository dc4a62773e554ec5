package dev.visor.core;

/**
 * The largest change of any pixel of a protected image, as a fraction of the pixel range.
 *
 * @param epsilon in (0, 1]; 12/255 is 12 of 255 steps
 */
public record Budget(double epsilon) {

    public Budget {
        if (!(epsilon > 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon must lie in (0, 1], got " + epsilon + ": write 8/255, not 8");
        }
    }

    /** Returns the same budget in pixel values, 0..255. */
    public double inPixels() {
        return epsilon * 255;
    }
}
