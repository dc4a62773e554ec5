package dev.visor.tensor;

import dev.visor.core.image.FaceImage;

/** Bilinear resampling of a face; pixels are squares, and their centers are what is sampled. */
public final class Resampling {

    private Resampling() {}

    /** The face at another size; shrinking averages over the area that a new pixel covers. */
    public static FaceImage resize(FaceImage face, int width, int height) {
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        float[][] across = weights(face.width(), width);
        float[][] down = weights(face.height(), height);
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            float[] rows = new float[face.height() * width];
            for (int y = 0; y < face.height(); y++) {
                for (int x = 0; x < width; x++) {
                    float sum = 0;
                    for (int i = 0; i < face.width(); i++) {
                        if (across[x][i] != 0) {
                            sum += across[x][i] * face.at(channel, y, i);
                        }
                    }
                    rows[y * width + x] = sum;
                }
            }
            for (int y = 0; y < height; y++) {
                for (int i = 0; i < face.height(); i++) {
                    float weight = down[y][i];
                    if (weight != 0) {
                        for (int x = 0; x < width; x++) {
                            pixels[(channel * height + y) * width + x] += weight * rows[i * width + x];
                        }
                    }
                }
            }
        }
        return new FaceImage(width, height, pixels);
    }

    /** Returns how much each old sample adds to each new one: a triangle as wide as the larger of the two spacings. */
    private static float[][] weights(int from, int to) {
        float[][] weights = new float[to][from];
        double scale = from / (double) to;
        double reach = Math.max(1, scale);
        for (int target = 0; target < to; target++) {
            double center = (target + .5) * scale - .5;
            double total = 0;
            for (int source = 0; source < from; source++) {
                double weight = Math.max(0, 1 - Math.abs(source - center) / reach);
                weights[target][source] = (float) weight;
                total += weight;
            }
            for (int source = 0; source < from; source++) {
                weights[target][source] /= (float) total;
            }
        }
        return weights;
    }
}
