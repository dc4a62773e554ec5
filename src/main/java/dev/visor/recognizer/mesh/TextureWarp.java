package dev.visor.recognizer.mesh;

import dev.visor.core.image.Point;
import java.util.Arrays;

/**
 * The way of a texture into an image of a face: each pixel on which the face's surface is seen takes four values of the texture, bilinearly.
 *
 * <p>It is linear, and the same for one image whatever the texture; {@link #back} is its transpose. A surface is seen at a pixel where the triangle nearest to
 * the camera faces it. Texture coordinates 0 and 1 lie in the middle of the first and the last value of a row or column, as in Protego's code
 * ({@code align_corners}).
 */
public final class TextureWarp {

    /** Places along a triangle's edge count as inside, whichever way they are rounded. */
    private static final double EDGE = 1e-9;

    private final int width;
    private final int height;
    private final int side;

    /** The pixels on which a surface is seen, row by row. */
    private final int[] pixels;

    /** The upper left one of the four values of each pixel, and how far the pixel is from it, to the right and down. */
    private final int[] corners;

    private final float[] right;
    private final float[] down;

    /**
     * Looks where the surface is seen.
     *
     * @param mesh in pixels of the image
     * @param width of the image
     * @param height likewise
     * @param side of the texture, at least 2 values
     */
    public TextureWarp(FaceMesh mesh, int width, int height, int side) {
        this.width = width;
        this.height = height;
        this.side = side;
        Drawing drawing = new Drawing(mesh, width, height);
        drawing.draw();
        this.pixels = drawing.seen();
        this.corners = new int[pixels.length];
        this.right = new float[pixels.length];
        this.down = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            double u = Math.max(0, Math.min(1, drawing.u[pixels[i]])) * (side - 1);
            double v = Math.max(0, Math.min(1, drawing.v[pixels[i]])) * (side - 1);
            int column = Math.min(side - 2, (int) u);
            int row = Math.min(side - 2, (int) v);
            corners[i] = row * side + column;
            right[i] = (float) (u - column);
            down[i] = (float) (v - row);
        }
    }

    /** Returns the numbers of the pixels on which the surface is seen, counted row by row. */
    public int[] pixels() {
        return pixels.clone();
    }

    /**
     * Draws a texture.
     *
     * @param texture planar, side x side values a channel
     * @return planar, width x height values a channel; 0 where no surface is seen
     */
    public float[] apply(float[] texture) {
        int channels = channels(texture, side * side);
        float[] image = new float[channels * width * height];
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * side * side;
            int to = channel * width * height;
            for (int i = 0; i < pixels.length; i++) {
                int at = from + corners[i];
                float above = texture[at] * (1 - right[i]) + texture[at + 1] * right[i];
                float below = texture[at + side] * (1 - right[i]) + texture[at + side + 1] * right[i];
                image[to + pixels[i]] = above * (1 - down[i]) + below * down[i];
            }
        }
        return image;
    }

    /**
     * Takes slopes of an image back to its texture.
     *
     * @param slopes of a function by each pixel, planar
     * @return its slopes by each value of the texture, planar
     */
    public float[] back(float[] slopes) {
        int channels = channels(slopes, width * height);
        float[] texture = new float[channels * side * side];
        for (int channel = 0; channel < channels; channel++) {
            int from = channel * width * height;
            int to = channel * side * side;
            for (int i = 0; i < pixels.length; i++) {
                float slope = slopes[from + pixels[i]];
                int at = to + corners[i];
                texture[at] += slope * (1 - right[i]) * (1 - down[i]);
                texture[at + 1] += slope * right[i] * (1 - down[i]);
                texture[at + side] += slope * (1 - right[i]) * down[i];
                texture[at + side + 1] += slope * right[i] * down[i];
            }
        }
        return texture;
    }

    private static int channels(float[] values, int plane) {
        if (values.length == 0 || values.length % plane != 0) {
            throw new IllegalArgumentException("%d values are no planes of %d".formatted(values.length, plane));
        }
        return values.length / plane;
    }

    /** Draws the triangles of a mesh, the nearest in front. */
    private static final class Drawing {

        private final FaceMesh mesh;
        private final int width;
        private final int height;
        private final double[] depth;
        private final boolean[] facing;
        private final double[] u;
        private final double[] v;

        Drawing(FaceMesh mesh, int width, int height) {
            this.mesh = mesh;
            this.width = width;
            this.height = height;
            this.depth = new double[width * height];
            Arrays.fill(depth, Double.POSITIVE_INFINITY);
            this.facing = new boolean[width * height];
            this.u = new double[width * height];
            this.v = new double[width * height];
        }

        void draw() {
            int[] triangles = mesh.topology().triangles();
            for (int at = 0; at < triangles.length; at += 3) {
                draw(triangles[at], triangles[at + 1], triangles[at + 2]);
            }
        }

        int[] seen() {
            int[] all = new int[facing.length];
            int count = 0;
            for (int pixel = 0; pixel < facing.length; pixel++) {
                if (facing[pixel]) {
                    all[count++] = pixel;
                }
            }
            return Arrays.copyOf(all, count);
        }

        private void draw(int one, int two, int three) {
            Point a = mesh.at(one);
            Point b = mesh.at(two);
            Point c = mesh.at(three);
            double area = cross(a, b, c);
            if (area == 0) {
                return;
            }
            int top = (int) Math.max(0, Math.ceil(Math.min(a.y(), Math.min(b.y(), c.y()))));
            int bottom = (int) Math.min(height - 1., Math.floor(Math.max(a.y(), Math.max(b.y(), c.y()))));
            int left = (int) Math.max(0, Math.ceil(Math.min(a.x(), Math.min(b.x(), c.x()))));
            int last = (int) Math.min(width - 1., Math.floor(Math.max(a.x(), Math.max(b.x(), c.x()))));
            float[] texture = mesh.topology().texture();
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= last; x++) {
                    Point here = new Point(x, y);
                    double shareOne = cross(here, b, c) / area;
                    double shareTwo = cross(a, here, c) / area;
                    double shareThree = 1 - shareOne - shareTwo;
                    if (shareOne < -EDGE || shareTwo < -EDGE || shareThree < -EDGE) {
                        continue;
                    }
                    double z = shareOne * mesh.depth(one) + shareTwo * mesh.depth(two) + shareThree * mesh.depth(three);
                    int pixel = y * width + x;
                    if (z < depth[pixel]) {
                        depth[pixel] = z;
                        facing[pixel] = isFacing(area);
                        u[pixel] = shareOne * texture[2 * one]
                                + shareTwo * texture[2 * two]
                                + shareThree * texture[2 * three];
                        v[pixel] = shareOne * texture[2 * one + 1]
                                + shareTwo * texture[2 * two + 1]
                                + shareThree * texture[2 * three + 1];
                    }
                }
            }
        }

        /** The mesh's triangles turn against the clock where they face the camera; y points down. */
        private static boolean isFacing(double area) {
            return area < 0;
        }

        /** Twice the area of a triangle, negative where its corners turn against the clock. */
        private static double cross(Point a, Point b, Point c) {
            return (b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y());
        }
    }
}
