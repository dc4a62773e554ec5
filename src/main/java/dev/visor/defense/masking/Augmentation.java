package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.random.RandomGenerator;

/**
 * Varies photos in any case when a recognizer learns from them, for variety and not for privacy: mirrors, moves,
 * darkens or lightens them, and erases a rectangle (Zhong et al., "Random Erasing Data Augmentation", AAAI 2020; ours
 * is gray). The recognizer is asked with photos as they are.
 */
public final class Augmentation implements MaskingDefense {

    /** Share of faces that are mirrored. */
    private static final double MIRRORED = .5;

    /** Sides of the erased rectangle, as shares of the face's. */
    private static final double SMALLEST = .15;

    private static final double LARGEST = .5;

    private final Params params;

    /**
     * @param shift furthest move along either axis, as a share of the side, [0, .5]; what comes in is the border's color
     * @param erase share of faces of which a rectangle becomes gray, [0, 1]
     * @param brightness most that all pixels are raised or lowered by, as a share of the pixel range, [0, 1]
     */
    public record Params(double shift, double erase, double brightness) {

        public Params {
            check("shift", shift, .5);
            check("erase", erase, 1);
            check("brightness", brightness, 1);
        }

        private static void check(String name, double value, double most) {
            if (!(value >= 0 && value <= most)) {
                throw new IllegalArgumentException("%s must lie in [0, %s], got %s".formatted(name, most, value));
            }
        }
    }

    public Augmentation(Params params) {
        this.params = params;
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new Masking() {

            @Override
            public int channels() {
                return 3;
            }

            @Override
            public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
                return Mixture.alone(PixelScale.toInput(varied(faces, random)), people, classes);
            }

            @Override
            public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
                return PixelScale.toInput(faces);
            }

            @Override
            public NDArray visualize(NDArray inputs) {
                return PixelScale.toPixels(inputs);
            }
        };
    }

    private NDArray varied(NDArray faces, RandomGenerator random) {
        Shape shape = faces.getShape();
        float[] pixels = faces.toFloatArray();
        float[] varied = new float[pixels.length];
        int side = (int) shape.get(2);
        int size = 3 * side * side;
        for (int face = 0; face < shape.get(0); face++) {
            Variation variation = variation(side, random);
            for (int i = 0; i < size; i++) {
                int channel = i / (side * side);
                int from = variation.from(i / side % side, i % side, side);
                varied[face * size + i] = from < 0
                        ? (float) PixelScale.HALF
                        : clamp(pixels[face * size + channel * side * side + from] + variation.light());
            }
        }
        return faces.getManager().create(varied, shape);
    }

    private Variation variation(int side, RandomGenerator random) {
        boolean mirrored = random.nextDouble() < MIRRORED;
        int most = (int) (params.shift() * side);
        int down = random.nextInt(-most, most + 1);
        int right = random.nextInt(-most, most + 1);
        float light = (float) (params.brightness() * 255 * (2 * random.nextDouble() - 1));
        boolean erased = random.nextDouble() < params.erase();
        int height = erased ? (int) Math.round(side * random.nextDouble(SMALLEST, LARGEST)) : 0;
        int width = erased ? (int) Math.round(side * random.nextDouble(SMALLEST, LARGEST)) : 0;
        int top = random.nextInt(side - height + 1);
        int left = random.nextInt(side - width + 1);
        return new Variation(mirrored, down, right, light, top, left, height, width);
    }

    /** The variation of one face; the rectangle is erased last. */
    private record Variation(
            boolean mirrored, int down, int right, float light, int top, int left, int height, int width) {

        /** Returns the place where the pixel comes from, row by row; -1 if it is erased. */
        int from(int y, int x, int side) {
            if (y >= top && y < top + height && x >= left && x < left + width) {
                return -1;
            }
            int row = Math.min(Math.max(y - down, 0), side - 1);
            int column = Math.min(Math.max(x - right, 0), side - 1);
            return row * side + (mirrored ? side - 1 - column : column);
        }
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(255, value));
    }
}
