package dev.visor.dataset.image;

import java.io.IOException;
import java.util.Locale;

/** An image that cannot be read, with a clause for people that says why. */
public final class UnreadableImage extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableImage(String reason) {
        super(reason);
    }

    /** Refuses an image before its pixels take memory. */
    static void refuseAbsurd(long width, long height, long maxPixels) throws UnreadableImage {
        if (width < 1 || height < 1) {
            throw new UnreadableImage(String.format(Locale.ROOT, "the image has no pixels (%d x %d)", width, height));
        }
        if (width > maxPixels || height > maxPixels || width * height > maxPixels) {
            throw new UnreadableImage(String.format(
                    Locale.ROOT, "the image claims %d x %d pixels, more than %d in all", width, height, maxPixels));
        }
    }
}
