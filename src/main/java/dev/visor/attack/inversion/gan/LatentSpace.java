package dev.visor.attack.inversion.gan;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.InversionTask;
import dev.visor.attack.inversion.search.FaceSpace;
import java.util.random.RandomGenerator;

/**
 * A generator's faces: points are latents; what speaks against one is the critic.
 *
 * @param spread standard deviation of where searches start: 1 for faces as they come, less for nearer to the mean face
 */
public record LatentSpace(FaceGan gan, double spread) implements FaceSpace {

    /** The prior that the task holds. */
    static LatentSpace of(InversionTask task, double spread) {
        byte[] prior =
                task.prior().orElseThrow(() -> new IllegalStateException("no generator was trained for this attack"));
        return new LatentSpace(FaceGan.decode(prior, task.compute().manager()), spread);
    }

    @Override
    public float[] start(RandomGenerator random) {
        float[] start = new float[gan.latent()];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (spread * random.nextGaussian());
        }
        return start;
    }

    @Override
    public NDArray faces(NDArray points) {
        return gan.faces(points);
    }

    @Override
    public NDArray doubt(NDArray points) {
        return gan.realness(points).neg();
    }

    @Override
    public void close() {
        gan.close();
    }
}
