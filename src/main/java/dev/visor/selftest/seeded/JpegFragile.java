package dev.visor.selftest.seeded;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Protects by nothing but the finest patterns there are, which a JPEG drops first.
 *
 * <p>A perturbation says where to go; of it only the signs of each block's last four cosine coefficients are kept, and each is made
 * as large as still rounds to 0 at quality 75.
 */
public final class JpegFragile implements Defense {

    private static final int BLOCK = 8;

    /** The highest frequencies along a side. */
    private static final int FIRST = 6;

    /** Quality 75 quantizes these coefficients in steps of 50 and more (ITU-T T.81, annex K.1). */
    private static final float HEIGHT = 20;

    private static final float[][] WAVES = waves();

    private final Defense perturbation;

    public JpegFragile(Defense perturbation) {
        this.perturbation = perturbation;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> protectedOne = perturbation.protect(originals, context);
        List<FaceImage> fragile = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            fragile.add(finest(originals.get(i), protectedOne.get(i)));
        }
        return fragile;
    }

    private static FaceImage finest(FaceImage original, FaceImage protectedOne) {
        float[] pixels = original.pixels().clone();
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int top = 0; top < original.height(); top += BLOCK) {
                for (int left = 0; left < original.width(); left += BLOCK) {
                    int corner = (channel * original.height() + top) * original.width() + left;
                    for (float[] wave : WAVES) {
                        ride(wave, pixels, corner, original, protectedOne);
                    }
                }
            }
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, Math.min(255, pixels[i]));
        }
        return new FaceImage(original.width(), original.height(), pixels);
    }

    /** Adds the wave to a block, the way that the perturbation went. */
    private static void ride(float[] wave, float[] pixels, int corner, FaceImage original, FaceImage protectedOne) {
        double along = 0;
        for (int k = 0; k < wave.length; k++) {
            int at = corner + k / BLOCK * original.width() + k % BLOCK;
            along += wave[k] * (protectedOne.pixels()[at] - original.pixels()[at]);
        }
        for (int k = 0; k < wave.length; k++) {
            pixels[corner + k / BLOCK * original.width() + k % BLOCK] += (float) Math.signum(along) * HEIGHT * wave[k];
        }
    }

    /** The last basis functions of a JPEG's cosine transform, of length 1. */
    private static float[][] waves() {
        List<float[]> waves = new ArrayList<>();
        for (int v = FIRST; v < BLOCK; v++) {
            for (int u = FIRST; u < BLOCK; u++) {
                float[] wave = new float[BLOCK * BLOCK];
                for (int k = 0; k < wave.length; k++) {
                    wave[k] = (float) (cosine(v, k / BLOCK) * cosine(u, k % BLOCK));
                }
                waves.add(wave);
            }
        }
        return waves.toArray(float[][]::new);
    }

    private static double cosine(int frequency, int at) {
        return Math.cos((2 * at + 1) * frequency * Math.PI / (2 * BLOCK)) / 2;
    }

    @Override
    public boolean needsSurrogates() {
        return true;
    }

    @Override
    public boolean needsTargets() {
        return true;
    }
}
