package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * Mixes and shuffles maps in a secret way: a permutation, a rotation of each pair of neighbors by an angle of its own, and another
 * permutation. The same for all photos, and without loss: an orthogonal matrix over the channels.
 *
 * <p>PPFR-FD (Wang et al., AAAI 2022) mixes and shuffles; its formula could not be recovered, and this one is ours. As any linear secret
 * it falls to whoever has as many masked maps with their originals as there are channels; it is here to be attacked.
 */
final class ChannelSecret {

    private final int channels;
    private final float[] matrix;

    ChannelSecret(int channels, RandomGenerator random) {
        this.channels = channels;
        int[] before = permutation(channels, random);
        int[] after = permutation(channels, random);
        matrix = new float[channels * channels];
        for (int i = 0; i < channels; i += 2) {
            if (i + 1 == channels) {
                set(after[i], before[i], 1);
                break;
            }
            // Between an eighth and three eighths of a half turn: never so little that a map stays recognizable.
            double angle = Math.PI * random.nextDouble(1 / 8., 3 / 8.);
            set(after[i], before[i], StrictMath.cos(angle));
            set(after[i], before[i + 1], -StrictMath.sin(angle));
            set(after[i + 1], before[i], StrictMath.sin(angle));
            set(after[i + 1], before[i + 1], StrictMath.cos(angle));
        }
    }

    private void set(int to, int from, double weight) {
        matrix[to * channels + from] = (float) weight;
    }

    private static int[] permutation(int length, RandomGenerator random) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * @param maps [N, channels, S, S]
     * @param factors what each map is multiplied by first, [N, 1, channels]
     */
    NDArray hide(NDArray maps, NDArray factors) {
        return product(tensor(maps, matrix).mul(factors), maps);
    }

    /** The inverse of {@link #hide} with factors of 1. */
    NDArray reveal(NDArray maps) {
        float[] inverse = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            inverse[i] = matrix[i % channels * channels + i / channels];
        }
        return product(tensor(maps, inverse), maps);
    }

    private NDArray tensor(NDArray maps, float[] values) {
        return maps.getManager().create(values, new Shape(channels, channels));
    }

    private static NDArray product(NDArray matrix, NDArray maps) {
        Shape shape = maps.getShape();
        return matrix.matMul(maps.reshape(shape.get(0), shape.get(1), -1)).reshape(shape);
    }
}
