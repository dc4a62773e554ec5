package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.mesh.FaceMesh;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layers of makeup on one face: the painted face as a function of its colors and opacities, and the slopes by these.
 *
 * <p>A layer lies on those before it: x + a m (p - x), where a is its opacity, m its cover, and p its color, lighter or darker as the face is
 * lighter or darker there than in the mean over the layer, so that wrinkles and shine stay. Four numbers a layer: red, green, blue
 * (0..255) and opacity (0..1).
 */
final class Painting {

    static final int NUMBERS = 4;

    private static final int OPACITY = 3;

    /** Shading within which a color stays natural. */
    private static final float DARKEST = 0.4f;

    private static final float LIGHTEST = 1.6f;

    private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};

    private final FaceImage face;

    /** The share of each pixel that a layer covers, by layer. */
    private final List<float[]> covers = new ArrayList<>();

    private final List<float[]> shades = new ArrayList<>();

    Painting(FaceImage face, FaceMesh mesh, List<Layer> layers) {
        this.face = face;
        for (Layer layer : layers) {
            float[] cover = layer.cover(mesh, face.width(), face.height());
            covers.add(cover);
            shades.add(shade(cover));
        }
    }

    /** Returns the numbers of layers as a style has them. */
    static double[] numbers(List<Layer> layers) {
        double[] numbers = new double[NUMBERS * layers.size()];
        for (int i = 0; i < layers.size(); i++) {
            for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                numbers[NUMBERS * i + channel] = layers.get(i).color().get(channel);
            }
            numbers[NUMBERS * i + OPACITY] = layers.get(i).opacity();
        }
        return numbers;
    }

    private float[] shade(float[] cover) {
        int size = cover.length;
        float[] light = new float[size];
        double weighted = 0;
        double weight = 0;
        for (int i = 0; i < size; i++) {
            for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                light[i] += LUMINANCE[channel] * face.pixels()[channel * size + i];
            }
            weighted += cover[i] * light[i];
            weight += cover[i];
        }
        float mean = weighted > 0 ? (float) (weighted / weight) : 1;
        for (int i = 0; i < size; i++) {
            light[i] = Math.max(DARKEST, Math.min(LIGHTEST, light[i] / mean));
        }
        return light;
    }

    /** Returns the pixels that some layer may change, row by row; none where there is no mesh. */
    static boolean[] area(FaceImage face, Optional<FaceMesh> mesh, List<Layer> layers) {
        boolean[] area = new boolean[face.width() * face.height()];
        mesh.ifPresent(found -> layers.forEach(layer -> {
            float[] cover = layer.cover(found, face.width(), face.height());
            for (int i = 0; i < area.length; i++) {
                area[i] |= cover[i] > 0;
            }
        }));
        return area;
    }

    /** Returns the painted face, 0..255, not rounded. */
    FaceImage painted(double[] numbers) {
        float[] pixels = face.pixels().clone();
        for (int layer = 0; layer < covers.size(); layer++) {
            paint(pixels, layer, numbers);
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    private void paint(float[] pixels, int layer, double[] numbers) {
        float[] cover = covers.get(layer);
        float opacity = (float) numbers[NUMBERS * layer + OPACITY];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            float color = (float) numbers[NUMBERS * layer + channel];
            for (int i = 0; i < cover.length; i++) {
                if (cover[i] > 0) {
                    int at = channel * cover.length + i;
                    pixels[at] += opacity * cover[i] * (shaded(color, layer, i) - pixels[at]);
                }
            }
        }
    }

    private float shaded(float color, int layer, int pixel) {
        return Math.min(255, color * shades.get(layer)[pixel]);
    }

    /**
     * Returns the slopes of a loss by the numbers.
     *
     * @param outer slopes of the loss by the pixels of the painted face
     */
    double[] slopes(double[] numbers, float[] outer) {
        List<float[]> below = new ArrayList<>();
        float[] pixels = face.pixels().clone();
        for (int layer = 0; layer < covers.size(); layer++) {
            below.add(pixels.clone());
            paint(pixels, layer, numbers);
        }
        double[] slopes = new double[numbers.length];
        float[] slope = outer.clone();
        for (int layer = covers.size() - 1; layer >= 0; layer--) {
            back(layer, numbers, below.get(layer), slope, slopes);
        }
        return slopes;
    }

    /** One layer: adds to the slopes by its numbers, and turns those by what it was painted into those by what lies below. */
    private void back(int layer, double[] numbers, float[] below, float[] slope, double[] slopes) {
        float[] cover = covers.get(layer);
        float opacity = (float) numbers[NUMBERS * layer + OPACITY];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            float color = (float) numbers[NUMBERS * layer + channel];
            for (int i = 0; i < cover.length; i++) {
                if (cover[i] == 0) {
                    continue;
                }
                int at = channel * cover.length + i;
                float shade = shades.get(layer)[i];
                if (color * shade < 255) {
                    slopes[NUMBERS * layer + channel] += slope[at] * opacity * cover[i] * shade;
                }
                slopes[NUMBERS * layer + OPACITY] += slope[at] * cover[i] * (shaded(color, layer, i) - below[at]);
                slope[at] *= 1 - opacity * cover[i];
            }
        }
    }
}
