package dev.visor.service;

import dev.visor.core.image.Box;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;

/**
 * A photo as a service takes it: whole, as a PNG, and enlarged by a whole number if its face would be too small.
 *
 * <p>A recognizer's crop of 112 pixels is smaller than what many services look at; the photo that it was put back into is not, or
 * can be enlarged. Bilinear; two photos with the face at the same place are enlarged alike.
 */
public final class Enlargement {

    private Enlargement() {}

    /**
     * The photo, ready to be sent.
     *
     * @param face where it is in the photo
     */
    public static Picture of(Photo photo, Box face, ServiceCard.Limits limits) {
        int factor = factor(photo, face, limits);
        byte[] file = ImageFiles.png(times(photo, factor));
        while (file.length > limits.maxBytes() && factor > 1) {
            factor--;
            file = ImageFiles.png(times(photo, factor));
        }
        return Picture.of(file);
    }

    /** The smallest at which the face is large enough, or the largest that the photo allows. */
    static int factor(Photo photo, Box face, ServiceCard.Limits limits) {
        double side = Math.min(face.width(), face.height());
        int wanted = (int) Math.ceil(limits.minFace() / Math.max(1, side));
        int allowed = limits.maxSide() / Math.max(photo.width(), photo.height());
        return Math.max(1, Math.min(wanted, allowed));
    }

    /** Enlarges a photo in color and opaque; bilinear, pixel centers on pixel centers' shares; rounded to 8 bit. */
    static Photo times(Photo photo, int factor) {
        if (factor == 1) {
            return new Photo(photo.width(), photo.height(), photo.rgb());
        }
        int width = photo.width() * factor;
        int height = photo.height() * factor;
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, at = 0; y < height; y++) {
            double v = (y + .5) / factor - .5;
            int top = clamp((int) Math.floor(v), photo.height());
            int bottom = clamp((int) Math.floor(v) + 1, photo.height());
            double down = v - Math.floor(v);
            for (int x = 0; x < width; x++) {
                double u = (x + .5) / factor - .5;
                int left = clamp((int) Math.floor(u), photo.width());
                int right = clamp((int) Math.floor(u) + 1, photo.width());
                double across = u - Math.floor(u);
                for (int c = 0; c < 3; c++) {
                    double above = photo.at(left, top, c) * (1 - across) + photo.at(right, top, c) * across;
                    double below = photo.at(left, bottom, c) * (1 - across) + photo.at(right, bottom, c) * across;
                    rgb[at++] = (byte) Math.rint(above * (1 - down) + below * down);
                }
            }
        }
        return new Photo(width, height, rgb);
    }

    private static int clamp(int at, int size) {
        return Math.max(0, Math.min(size - 1, at));
    }
}
