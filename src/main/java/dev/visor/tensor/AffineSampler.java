package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Bilinear sampling of images on an affine grid, differentiable in the images.
 *
 * <p>The grid is PyTorch's {@code affine_grid} with {@code align_corners=False}: coordinates -1..1 span the image, pixel centers
 * lie half a pixel inside. Outside the image it is black, and a pixel whose window touches the outside is black, too (the
 * validity mask of TIP-IM's input diversity).
 */
public final class AffineSampler {

    /** Below this share of valid weight a pixel counts as outside, as in TIP-IM's code. */
    private static final double VALID = .9999;

    private AffineSampler() {}

    /**
     * Samples image i at theta[i] applied to the grid.
     *
     * @param images [N, C, H, W]
     * @param theta N rows of (a, b, c, d, e, f): x' = a x + b y + c, y' = d x + e y + f
     */
    public static NDArray sample(NDArray images, double[][] theta) {
        Shape shape = images.getShape();
        int n = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        int area = height * width;
        NDManager manager = images.getManager();
        NDArray flat = images.reshape(n, channels, area);
        NDArray sampled = null;
        for (int corner = 0; corner < 4; corner++) {
            long[] index = new long[n * area];
            float[] weight = new float[n * area];
            for (int i = 0; i < n; i++) {
                fill(theta[i], height, width, corner, i * area, index, weight);
            }
            NDArray places = manager.create(index, new Shape(n, 1, area)).broadcast(new Shape(n, channels, area));
            NDArray part = flat.gather(places, 2).mul(manager.create(weight, new Shape(n, 1, area)));
            sampled = sampled == null ? part : sampled.add(part);
        }
        return sampled.reshape(shape);
    }

    private static void fill(double[] t, int height, int width, int corner, int offset, long[] index, float[] weight) {
        int dx = corner & 1;
        int dy = corner >> 1;
        for (int row = 0; row < height; row++) {
            double y = (2 * row + 1.) / height - 1;
            for (int column = 0; column < width; column++) {
                double x = (2 * column + 1.) / width - 1;
                double px = ((t[0] * x + t[1] * y + t[2] + 1) * width - 1) / 2;
                double py = ((t[3] * x + t[4] * y + t[5] + 1) * height - 1) / 2;
                int x0 = (int) Math.floor(px);
                int y0 = (int) Math.floor(py);
                int at = offset + row * width + column;
                if (inside(px, x0, width) * inside(py, y0, height) < VALID) {
                    continue;
                }
                double wx = dx == 0 ? 1 - (px - x0) : px - x0;
                double wy = dy == 0 ? 1 - (py - y0) : py - y0;
                int cx = Math.min(Math.max(x0 + dx, 0), width - 1);
                int cy = Math.min(Math.max(y0 + dy, 0), height - 1);
                index[at] = (long) cy * width + cx;
                weight[at] = (float) (wx * wy);
            }
        }
    }

    /** The share of a bilinear window's weight that lies inside 0..size-1. */
    private static double inside(double p, int p0, int size) {
        double left = p0 >= 0 && p0 < size ? 1 - (p - p0) : 0;
        double right = p0 + 1 >= 0 && p0 + 1 < size ? p - p0 : 0;
        return left + right;
    }
}
