package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.training.network.PixelPlanes;

/**
 * JPEG compression and decompression, differentiable: conversion to YCbCr, chroma at half the size, an 8 x 8 DCT by matrix products, division
 * by libjpeg's quantization tables, rounding, and back.
 *
 * <p>Rounding has no slope. It is replaced by round(x) + (x - round(x))^3 (Shin and Song, "JPEG-resistant adversarial images", 2017), which is
 * within an eighth of it and slopes most where it is about to turn over. Entropy coding loses nothing and is left out.
 */
final class JpegLayer {

    private static final int BLOCK = 8;

    /** Tables K.1 and K.2 of the standard, ITU-T T.81. */
    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99
    };

    private static final float[] TO_YCBCR = {.299f, .587f, .114f, -.168736f, -.331264f, .5f, .5f, -.418688f, -.081312f};
    private static final float[] TO_RGB = {1, 0, 1.402f, 1, -.344136f, -.714136f, 1, 1.772f, 0};

    private JpegLayer() {}

    /**
     * Compresses and decompresses.
     *
     * @param faces [N, 3, S, S], 0..255, S a multiple of 16
     * @param quality 1..100, as libjpeg counts
     * @return likewise, about 0..255, not rounded
     */
    static NDArray of(NDArray faces, int quality) {
        NDArray colors = mixed(faces, TO_YCBCR);
        NDArray light = quantized(colors.get(":, 0:1").sub(128), table(LUMINANCE, quality))
                .add(128);
        NDArray chroma = quantized(PixelPlanes.averaged(colors.get(":, 1:3"), 2), table(CHROMINANCE, quality));
        return mixed(light.concat(Sampling.enlarged(chroma, 2), 1), TO_RGB);
    }

    /** The table at a quality, as libjpeg scales it. */
    static int[] table(int[] standard, int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] scaled = new int[standard.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.max(1, Math.min(255, (standard[i] * scale + 50) / 100));
        }
        return scaled;
    }

    private static NDArray mixed(NDArray images, float[] matrix) {
        Shape shape = images.getShape();
        NDArray colors = images.getManager().create(matrix, new Shape(3, 3));
        return colors.matMul(images.reshape(shape.get(0), 3, shape.get(2) * shape.get(3)))
                .reshape(shape);
    }

    private static NDArray quantized(NDArray planes, int[] table) {
        Shape shape = planes.getShape();
        long n = shape.get(0) * shape.get(1);
        long rows = shape.get(2) / BLOCK;
        long columns = shape.get(3) / BLOCK;
        NDManager manager = planes.getManager();
        NDArray dct = manager.create(dct(), new Shape(BLOCK, BLOCK));
        NDArray turned = dct.transpose();
        NDArray blocks = planes.reshape(n, rows, BLOCK, columns, BLOCK).transpose(0, 1, 3, 2, 4);
        NDArray steps = steps(table, manager);
        NDArray kept = rounded(dct.matMul(blocks).matMul(turned).div(steps)).mul(steps);
        return turned.matMul(kept).matMul(dct).transpose(0, 1, 3, 2, 4).reshape(shape);
    }

    private static NDArray steps(int[] table, NDManager manager) {
        float[] steps = new float[table.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = table[i];
        }
        return manager.create(steps, new Shape(BLOCK, BLOCK));
    }

    /** Stands for rounding, and has a slope. */
    static NDArray rounded(NDArray x) {
        NDArray whole = x.stopGradient().round();
        NDArray past = x.sub(whole);
        return whole.add(past.mul(past).mul(past));
    }

    private static float[] dct() {
        float[] matrix = new float[BLOCK * BLOCK];
        for (int frequency = 0; frequency < BLOCK; frequency++) {
            double scale = Math.sqrt((frequency == 0 ? 1. : 2.) / BLOCK);
            for (int at = 0; at < BLOCK; at++) {
                matrix[frequency * BLOCK + at] =
                        (float) (scale * StrictMath.cos(Math.PI * (2 * at + 1) * frequency / (2 * BLOCK)));
            }
        }
        return matrix;
    }
}
