package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.InversionTask;
import java.util.random.RandomGenerator;

/** A generator's faces: points are latents, standard normal at first; what speaks against one is the critic. */
record LatentSpace(FaceGan gan) implements FaceSpace {

    /** The prior that the task holds. */
    static LatentSpace of(InversionTask task) {
        byte[] prior =
                task.prior().orElseThrow(() -> new IllegalStateException("no generator was trained for this attack"));
        return new LatentSpace(FaceGan.decode(prior, task.compute().manager()));
    }

    @Override
    public float[] start(RandomGenerator random) {
        float[] start = new float[gan.latent()];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) random.nextGaussian();
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
