package dev.visor.defense.watermark;

import static dev.visor.defense.watermark.Blocks.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.Dense;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.PixelPlanes;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The half of the network that marks faces: a small U-Net (Ronneberger et al., MICCAI 2015) sees the photo and the message at each of its
 * three scales, and sets pixel by pixel how strong learned carriers are, and what else is added.
 *
 * <p>It works on coarse pixels of {@value #BLOCK} x {@value #BLOCK}: a pattern that is to outlast compression and blurring is smooth anyway.
 */
final class Encoder {

    /** Side of a coarse pixel, in pixels. */
    static final int BLOCK = 4;

    private static final int PLANES = 3 * BLOCK * BLOCK;
    private static final int MAPS = 8;
    private static final int FINE = 32;
    private static final int MIDDLE = 48;
    private static final int COARSE = 64;

    /** The share of the budget that carriers take at the start, before the tanh. */
    private static final double START = .6;

    private final int grid;
    private final int bits;
    private final double epsilon;
    private final NDArray carriers;
    private final List<NDArray> weights = new ArrayList<>();

    private final Layer message;
    private final Layer first = block(PLANES + 3, FINE, 1);
    private final Layer halved = block(FINE, MIDDLE, 2);
    private final Layer middle = block(MIDDLE + MAPS, MIDDLE, 1);
    private final Layer quartered = block(MIDDLE, COARSE, 2);
    private final Layer coarse = block(COARSE + MAPS, COARSE, 1);
    private final Layer narrowed = Convolution.same(COARSE, MIDDLE, 1, 1);
    private final Layer doubled = block(2 * MIDDLE, MIDDLE, 1);
    private final Layer narrower = Convolution.same(MIDDLE, FINE, 1, 1);
    private final Layer whole = block(2 * FINE, FINE, 1);
    private final Layer strength = Convolution.same(FINE, 3, 3, 1);
    private final Layer free = Convolution.same(FINE, PLANES, 3, 1);

    /**
     * @param side of the faces, a multiple of 16
     * @param patterns orthogonal, one for each bit
     * @param epsilon the most that a pixel may change, in pixel values
     */
    Encoder(int side, float[][] patterns, double epsilon, RandomGenerator random, NDManager memory) {
        this.grid = side / BLOCK;
        this.bits = patterns.length;
        this.epsilon = epsilon;
        this.message = new Dense(bits, MAPS * (grid / BLOCK) * (grid / BLOCK));
        this.carriers = memory.create(flat(patterns), new Shape(bits, 3L * grid * grid));
        List.of(message, first, halved, middle, quartered, coarse, narrowed, doubled, narrower, whole)
                .forEach(layer -> weights.addAll(layer.create(random, memory)));
        weights.addAll(Blocks.silent(strength.create(random, memory), memory));
        weights.addAll(Blocks.silent(free.create(random, memory), memory));
    }

    static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return flat;
    }

    List<NDArray> weights() {
        List<NDArray> all = new ArrayList<>(weights);
        all.add(carriers);
        return all;
    }

    /**
     * Makes the residual of a message.
     *
     * @param faces [N, 3, S, S], 0..255
     * @param messages [N, bits], -1 or 1
     * @return [N, 3, S, S], -epsilon..epsilon, differentiable in the weights
     */
    NDArray residual(NDArray faces, NDArray messages) {
        long n = faces.getShape().get(0);
        NDManager batch = faces.getManager();
        WeightCursor cursor = WeightCursor.shared(batch, weights);
        // Of unit variance, whatever the number of bits.
        double scale = Math.sqrt(3. * grid * grid / bits);
        NDArray code =
                Scaled.by(messages.matMul(Blocks.view(carriers, batch)), scale).reshape(n, 3, grid, grid);
        NDArray planes = PixelPlanes.apart(Scaled.by(faces, 1 / 127.5).sub(1), BLOCK);
        NDArray map = message.forward(messages, cursor).reshape(n, MAPS, grid / BLOCK, grid / BLOCK);
        NDArray fine = first.forward(planes.concat(code, 1), cursor);
        NDArray half = halved.forward(fine, cursor);
        half = middle.forward(half.concat(PixelPlanes.repeated(map, 2), 1), cursor);
        NDArray quarter = quartered.forward(half, cursor);
        quarter = coarse.forward(quarter.concat(map, 1), cursor);
        NDArray up = PixelPlanes.repeated(narrowed.forward(quarter, cursor), 2);
        up = doubled.forward(up.concat(half, 1), cursor);
        up = PixelPlanes.repeated(narrower.forward(up, cursor), 2);
        up = whole.forward(up.concat(fine, 1), cursor);
        NDArray gate = Scaled.by(Activation.sigmoid(strength.forward(up, cursor)), 2 * START);
        NDArray pattern = Sampling.enlarged(code.mul(gate), BLOCK);
        NDArray rest = PixelPlanes.together(free.forward(up, cursor), BLOCK);
        return Scaled.by(Activation.tanh(pattern.add(rest)), epsilon);
    }
}
