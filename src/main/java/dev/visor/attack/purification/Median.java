package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import java.util.random.RandomGenerator;

/** Each value replaced by the median of its square of neighbors, channel by channel; the edge is mirrored. */
public final class Median implements Purification {

    private final int side;

    /** @param side of the square, odd, at least 3 */
    public record Params(int side) {

        public Params {
            if (side < 3 || side % 2 == 0) {
                throw new IllegalArgumentException("side must be odd and at least 3, got " + side);
            }
        }
    }

    public Median(Params params) {
        this.side = params.side();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        return of(face);
    }

    /**
     * Returns the face with every value replaced.
     *
     * @param face whole numbers, 0..255
     */
    FaceImage of(FaceImage face) {
        float[] pixels = new float[face.pixels().length];
        int next = 0;
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = 0; y < face.height(); y++) {
                next = row(face, channel, y, pixels, next);
            }
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    /** Counts values in a window that moves along a row: each step adds a column, takes one away, and moves the median by little. */
    private int row(FaceImage face, int channel, int y, float[] pixels, int from) {
        int radius = side / 2;
        int[] counts = new int[256];
        for (int dx = -radius; dx <= radius; dx++) {
            count(face, channel, y, dx, counts, 1, 0);
        }
        int half = side * side / 2;
        int median = 0;
        int below = 0;
        int next = from;
        for (int x = 0; x < face.width(); x++) {
            if (x > 0) {
                below += count(face, channel, y, x + radius, counts, 1, median)
                        + count(face, channel, y, x - radius - 1, counts, -1, median);
            }
            while (below > half) {
                below -= counts[--median];
            }
            while (below + counts[median] <= half) {
                below += counts[median++];
            }
            pixels[next++] = median;
        }
        return next;
    }

    /**
     * Adds a column of the window to the counts, or takes it away.
     *
     * @param change 1 or -1
     * @return by how much that changes the number of values below the median
     */
    private int count(FaceImage face, int channel, int y, int column, int[] counts, int change, int median) {
        int x = Mirror.within(column, face.width());
        int below = 0;
        for (int dy = -side / 2; dy <= side / 2; dy++) {
            float value = face.at(channel, Mirror.within(y + dy, face.height()), x);
            int whole = (int) value;
            if (whole != value || whole < 0 || whole > 255) {
                throw new IllegalArgumentException("a median is of whole numbers in 0..255, got " + value);
            }
            counts[whole] += change;
            below += whole < median ? change : 0;
        }
        return below;
    }
}
