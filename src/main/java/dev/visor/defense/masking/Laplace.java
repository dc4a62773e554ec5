package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Draws from the Laplace distribution of scale 1. */
final class Laplace {

    /** 24 bits of a draw, its sign among them: as many as a float can tell apart. */
    private static final float STEP = 0x1p-23f;

    private Laplace() {}

    /** Draws by the inverse of the distribution; the largest of all that can be drawn is 16.6. */
    static NDArray draw(NDManager manager, Shape shape, RandomGenerator random) {
        float[] uniform = new float[(int) shape.size()];
        for (int i = 0; i < uniform.length; i += 2) {
            long bits = random.nextLong();
            uniform[i] = centered((int) bits);
            if (i + 1 < uniform.length) {
                uniform[i + 1] = centered((int) (bits >>> Integer.SIZE));
            }
        }
        NDArray drawn = manager.create(FloatBuffer.wrap(uniform), shape);
        NDArray tail = drawn.abs().negi().addi(1).log();
        return drawn.negi().sign().muli(tail);
    }

    /** Returns a share in the middle of its step, so that neither 0 nor 1 is ever drawn. */
    private static float centered(int bits) {
        return ((bits >> 8) + .5f) * STEP;
    }
}
