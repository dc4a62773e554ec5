package dev.visor.defense.watermark;

import static dev.visor.defense.watermark.Blocks.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.recognizer.training.network.Convolution;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.PixelPlanes;
import dev.visor.recognizer.training.network.WeightCursor;
import dev.visor.tensor.Blur;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The half of the network that reads bits: it averages coarse pixels, takes away what the photo itself has in low frequencies, lets a few
 * convolutions guess the rest of the photo away, and holds what is left against a pattern for each bit.
 */
final class Decoder {

    private static final int BLOCK = Encoder.BLOCK;
    private static final int WIDTH = 32;

    /** Standard deviation, in coarse pixels, of the blur below which everything counts as the photo's own. */
    private static final double BLUR = 2;

    /** Levels in a unit of what is held against the patterns. */
    private static final double UNIT = 8;

    private final int bits;
    private final NDArray patterns;
    private final NDArray bias;
    private final List<NDArray> weights = new ArrayList<>();

    private final Layer first = block(3 * BLOCK * BLOCK + 3, WIDTH, 1);
    private final Layer second = block(WIDTH, WIDTH, 1);
    private final Layer third = block(WIDTH, WIDTH, 1);
    private final Layer guess = Convolution.same(WIDTH, 3, 3, 1);

    /** @param carriers that the encoder starts from; the patterns start as they do */
    Decoder(int side, float[][] carriers, RandomGenerator random, NDManager memory) {
        int grid = side / BLOCK;
        this.bits = carriers.length;
        this.patterns = memory.create(Encoder.flat(carriers), new Shape(bits, 3L * grid * grid));
        this.bias = memory.zeros(new Shape(bits));
        List.of(first, second, third).forEach(layer -> weights.addAll(layer.create(random, memory)));
        weights.addAll(Blocks.silent(guess.create(random, memory), memory));
    }

    List<NDArray> weights() {
        List<NDArray> all = new ArrayList<>(weights);
        all.add(patterns);
        all.add(bias);
        return all;
    }

    /**
     * Reads faces, whether or not they are marked.
     *
     * @param faces [N, 3, S, S], about 0..255
     * @return [N, bits], above 0 for a bit that is set; differentiable in the weights and the faces
     */
    NDArray read(NDArray faces) {
        long n = faces.getShape().get(0);
        NDManager batch = faces.getManager();
        WeightCursor cursor = WeightCursor.shared(batch, weights);
        NDArray coarse = PixelPlanes.averaged(faces, BLOCK);
        NDArray detail = Scaled.by(coarse.sub(Blur.gaussian(coarse, BLUR)), 1 / UNIT);
        NDArray planes = PixelPlanes.apart(Scaled.by(faces, 1 / 127.5).sub(1), BLOCK);
        NDArray x = first.forward(planes.concat(detail, 1), cursor);
        x = second.forward(x, cursor);
        x = third.forward(x, cursor);
        NDArray left = detail.add(guess.forward(x, cursor));
        return left.reshape(n, -1)
                .matMul(Blocks.view(patterns, batch).transpose())
                .add(Blocks.view(bias, batch));
    }
}
