package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.inversion.algebra.Gaussian;
import dev.visor.attack.inversion.search.AuxiliaryFaces;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Scaled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A trained generator of faces with its critic.
 *
 * <p>It is a network of faces in that it says how real they look; {@link #faces} goes the other way.
 */
public final class FaceGan implements Network {

    private static final int MAGIC = 0x31304756;
    private static final int HEADER = 4 * Integer.BYTES;

    private final int latent;
    private final int side;
    private final int colors;
    private final Generator generator;
    private final Critic critic;

    /** An untrained one. */
    FaceGan(int latent, int side, int colors, Seed seed, NDManager parent) {
        if (side < 1 << Generator.STAGES || side % (1 << Generator.STAGES) != 0) {
            throw new InputError(
                    "faces of %d x %d pixels are no size for the generator: it makes sides that are multiples of %d, as 64 and 112"
                            .formatted(side, side, 1 << Generator.STAGES));
        }
        this.latent = latent;
        this.side = side;
        this.colors = colors;
        this.generator =
                new Generator(latent, side, colors, seed.derive("generator").generator(), parent);
        this.critic = new Critic(side, colors, seed.derive("critic").generator(), parent);
    }

    int latent() {
        return latent;
    }

    int side() {
        return side;
    }

    Generator generator() {
        return generator;
    }

    Critic critic() {
        return critic;
    }

    /** Latents of faces as they come: [n, latent], standard normal. */
    NDArray draw(int n, RandomGenerator random, NDManager scope) {
        return Gaussian.values(scope, new Shape(n, latent), 1, random);
    }

    /** [N, 3, side, side], 0..255, of latents [N, latent], and differentiable in them. */
    NDArray faces(NDArray latents) {
        return AuxiliaryFaces.faces(generator.rows(latents), side, colors);
    }

    /**
     * Returns how real the critic takes faces for that were generated from these latents, differentiable in them: [N].
     */
    NDArray realness(NDArray latents) {
        return critic.realness(generator.rows(latents), critic.kernels());
    }

    @Override
    public List<NDArray> weights() {
        List<NDArray> weights = new ArrayList<>(generator.weights());
        weights.addAll(critic.weights());
        return weights;
    }

    /** @return [N], larger for what looks like a public face */
    @Override
    public NDArray forward(NDArray faces) {
        long n = faces.getShape().get(0);
        NDArray shown = colors == 1 ? faces.get(":, 0:1") : faces;
        return critic.realness(Scaled.by(shown, 1 / 127.5).sub(1).reshape(n, -1), critic.kernels());
    }

    byte[] encode() {
        byte[] weights = Weights.encode(this);
        return ByteBuffer.allocate(HEADER + weights.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(latent)
                .putInt(side)
                .putInt(colors)
                .put(weights)
                .array();
    }

    /**
     * Reads what {@link #encode} wrote; the caller closes it.
     *
     * @throws InputError if it is something else
     */
    public static FaceGan decode(byte[] encoded, NDManager parent) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        if (encoded.length < HEADER || bytes.getInt() != MAGIC) {
            throw new InputError("stored weights are no generator of faces: train it again");
        }
        FaceGan gan = new FaceGan(bytes.getInt(), bytes.getInt(), bytes.getInt(), new Seed(0), parent);
        try {
            Weights.decode(Arrays.copyOfRange(encoded, HEADER, encoded.length), gan);
            return gan;
        } catch (RuntimeException e) {
            gan.close();
            throw e;
        }
    }

    @Override
    public void close() {
        generator.close();
        critic.close();
    }
}
