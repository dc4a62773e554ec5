package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.LeakedData;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An analytic masking: pixels in -1..1, colors turned by a secret matrix, noise at every draw, mixing in training.
 *
 * @param color the secret matrix, rows for outputs
 * @param guess the one that somebody would guess
 * @param noise standard deviation
 * @param members of a training row; 1: nothing is mixed
 * @param flips whether training rows lose their signs
 */
public record LeakedFaces(
        List<FaceImage> faces, float[][] color, float[][] guess, double noise, int members, boolean flips)
        implements LeakedData {

    public static final float[][] PLAIN = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    static LeakedFaces noisy(List<FaceImage> faces, double noise) {
        return new LeakedFaces(faces, PLAIN, PLAIN, noise, 1, false);
    }

    static LeakedFaces mixed(List<FaceImage> faces, int members) {
        return new LeakedFaces(faces, PLAIN, PLAIN, 0, members, false);
    }

    @Override
    public int channels() {
        return 3;
    }

    @Override
    public boolean isRandomized() {
        return noise > 0;
    }

    @Override
    public boolean mixes() {
        return members > 1;
    }

    @Override
    public NDArray mask(NDArray faces, boolean knowsSecret, RandomGenerator random) {
        NDArray shown = turned(faces.div(127.5).sub(1), knowsSecret ? color : guess);
        return noise > 0 ? shown.add(gaussian(shown.getShape(), random, shown.getManager())) : shown;
    }

    private static NDArray turned(NDArray x, float[][] by) {
        Shape shape = x.getShape();
        NDArray matrix = x.getManager().create(by);
        return matrix.matMul(x.reshape(shape.get(0), 3, -1)).reshape(shape);
    }

    private NDArray gaussian(Shape shape, RandomGenerator random, NDManager manager) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (noise * random.nextGaussian());
        }
        return manager.create(values, shape);
    }

    /** Turns nothing back: with secret colors the picture is no good. */
    @Override
    public NDArray visualize(NDArray inputs) {
        return inputs.add(1).mul(127.5);
    }

    @Override
    public int photos() {
        return faces.size();
    }

    @Override
    public NDArray shown(List<Integer> photos, int draw, NDManager memory) {
        RandomGenerator random = new Seed(draw).derive(photos.toString()).generator();
        return mask(Faces.stack(memory, photos.stream().map(faces::get).toList()), true, random);
    }

    @Override
    public Leak training(int epoch, NDManager memory) {
        RandomGenerator random = new Seed(epoch).derive("training").generator();
        NDArray shown = mask(Faces.stack(memory, faces), true, random);
        List<Partners> secrets = new ArrayList<>();
        float[] matrix = new float[faces.size() * faces.size()];
        for (int row = 0; row < faces.size(); row++) {
            Partners drawn = drawn(row, random);
            secrets.add(drawn);
            for (int i = 0; i < members; i++) {
                matrix[row * faces.size() + drawn.photos()[i]] += drawn.shares()[i];
            }
        }
        NDArray mixed = memory.create(matrix, new Shape(faces.size(), faces.size()))
                .matMul(shown.reshape(faces.size(), -1))
                .reshape(shown.getShape());
        return new Leak(
                flips ? mixed.mul(signs(mixed.getShape(), random, memory)) : mixed, mixes() ? secrets : List.of());
    }

    private Partners drawn(int row, RandomGenerator random) {
        int[] photos = new int[members];
        float[] shares = new float[members];
        float sum = 0;
        for (int i = 0; i < members; i++) {
            photos[i] = i == 0 ? row : random.nextInt(faces.size());
            shares[i] = (i == 0 ? 1 : 0) + random.nextFloat();
            sum += shares[i];
        }
        for (int i = 0; i < members; i++) {
            shares[i] /= sum;
        }
        return new Partners(photos, shares);
    }

    private static NDArray signs(Shape shape, RandomGenerator random, NDManager manager) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? 1 : -1;
        }
        return manager.create(values, shape);
    }

    /** Only right without secret, noise and mixing: where attacks do not apply. */
    @Override
    public List<FaceImage> pictures(List<Integer> photos, int draw) {
        return photos.stream().map(faces::get).toList();
    }
}
