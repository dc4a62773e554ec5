package dev.visor.defense;

import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Divergence;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import java.util.List;
import java.util.function.Consumer;

/**
 * A defense with a network that is trained before it protects.
 *
 * <p>The harness trains it once, on photos of people who are neither protected nor looked up, stores the weights under the digest of all that
 * made them, and protects with {@link #trained}.
 */
public interface TrainedDefense extends Defense {

    /**
     * Trains the network.
     *
     * @param faces one each of people who are not protected, cut alike, pixels 0..255, not to be written to
     * @param surrogates none for a defense that needs none; their manager owns what the training makes
     * @param checkpoints from which a training that was cut goes on
     * @param progress told of every epoch once it is over
     * @return the weights, for {@link #trained}
     * @throws Divergence if the training comes to what is no finite number
     */
    byte[] train(
            List<FaceImage> faces, Surrogates surrogates, Seed seed, Checkpoints checkpoints, Consumer<Epoch> progress);

    /** Returns a digest of the settings that the weights depend on; those that matter only when it protects are left out. */
    Digest recipe();

    /** Returns the defense with these weights: it protects as this one would once it is trained. */
    Defense trained(byte[] weights);

    @Override
    default boolean needsTraining() {
        return true;
    }
}
