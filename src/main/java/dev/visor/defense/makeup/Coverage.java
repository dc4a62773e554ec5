package dev.visor.defense.makeup;

import dev.visor.core.image.Point;
import java.util.Arrays;
import java.util.List;

/** A cover of an image: how much of each pixel is covered, 0..1, row by row. */
final class Coverage {

    /** Lines of each pixel row that are looked at; along a line coverage is exact. */
    private static final int LINES = 8;

    /** Sigmas up to which a Gaussian is summed. */
    private static final int REACH = 3;

    /** The least that counts: half a step of 255 at full contrast. */
    private static final float LEAST = 0.5f / 255;

    private final int width;
    private final int height;
    private final float[] values;

    private Coverage(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** Fills polygons; one within another counts once. Pixel (x, y) reaches from x - .5 to x + .5, likewise y. */
    static Coverage of(List<List<Point>> polygons, int width, int height) {
        float[] all = new float[width * height];
        for (List<Point> polygon : polygons) {
            float[] one = new float[width * height];
            for (int line = 0; line < height * LINES; line++) {
                double[] crossings = crossings(polygon, (line + 0.5) / LINES - 0.5);
                for (int i = 0; i + 1 < crossings.length; i += 2) {
                    span(one, line / LINES * width, width, crossings[i], crossings[i + 1]);
                }
            }
            for (int i = 0; i < all.length; i++) {
                all[i] = Math.max(all[i], Math.min(1, one[i]));
            }
        }
        return new Coverage(width, height, all);
    }

    private static double[] crossings(List<Point> polygon, double y) {
        double[] found = new double[polygon.size()];
        int count = 0;
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            if (from.y() <= y != to.y() <= y) {
                found[count++] = from.x() + (y - from.y()) / (to.y() - from.y()) * (to.x() - from.x());
            }
        }
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void span(float[] values, int row, int width, double from, double to) {
        int first = Math.max(0, (int) Math.floor(from + 0.5));
        int last = Math.min(width - 1, (int) Math.floor(to + 0.5));
        for (int x = first; x <= last; x++) {
            double covered = Math.min(to, x + 0.5) - Math.max(from, x - 0.5);
            values[row + x] += (float) (Math.max(0, covered) / LINES);
        }
    }

    /** Returns the same with its edge softened by a Gaussian. */
    Coverage softened(double sigma) {
        if (sigma <= 0) {
            return this;
        }
        float[] kernel = new float[2 * (int) Math.ceil(REACH * sigma) + 1];
        float sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            double from = i - kernel.length / 2;
            kernel[i] = (float) Math.exp(-from * from / (2 * sigma * sigma));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        float[] across = along(values, kernel, 1, width, height, width);
        return new Coverage(width, height, along(across, kernel, width, height, width, 1));
    }

    /** Returns the same with an edge that is softened inward alone: 0 from the outline on. */
    Coverage feathered(double sigma) {
        float[] soft = softened(sigma).values;
        float[] inward = new float[soft.length];
        for (int i = 0; i < inward.length; i++) {
            inward[i] = sigma > 0 ? Math.max(0, 2 * soft[i] - 1) : soft[i];
        }
        return new Coverage(width, height, inward);
    }

    /** Filters lines of {@code length} pixels, {@code step} apart, that begin {@code next} apart. */
    private static float[] along(float[] from, float[] kernel, int step, int length, int lines, int next) {
        float[] to = new float[from.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < length; i++) {
                float sum = 0;
                for (int k = 0; k < kernel.length; k++) {
                    int at = i + k - kernel.length / 2;
                    if (at >= 0 && at < length) {
                        sum += kernel[k] * from[line * next + at * step];
                    }
                }
                to[line * next + i * step] = sum;
            }
        }
        return to;
    }

    /** Returns the part of this that another covers, too. */
    Coverage within(Coverage other) {
        float[] both = new float[values.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = values[i] * other.values[i];
        }
        return new Coverage(width, height, both);
    }

    /** Returns the part of this that another does not cover. */
    Coverage outside(Coverage other) {
        float[] rest = new float[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] * (1 - other.values[i]);
        }
        return new Coverage(width, height, rest);
    }

    /** Returns the values, 0 where they are too small to be seen. */
    float[] values() {
        float[] seen = values.clone();
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] < LEAST) {
                seen[i] = 0;
            }
        }
        return seen;
    }
}
