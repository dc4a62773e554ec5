package dev.visor.attack;

import dev.visor.core.Seed;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;

/**
 * A countermeasure for which the tracker trains the model further, on photos that he protected himself, and enrolls protected photos of the
 * people whom he looks up.
 *
 * <p>The trained recognizer judges in the model's place, with thresholds and a gallery of its own.
 */
public interface RetrainedRecognizer extends Countermeasure {

    @Override
    default boolean trains() {
        return true;
    }

    /**
     * Trains a copy of the model.
     *
     * @param pairs of people whom he does not look up, cut as the model wants them
     * @return the weights, for {@link #load}
     */
    byte[] learn(Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress);

    /** Loads the weights that {@link #learn} gave; the caller closes the result. */
    Recognizer load(byte[] weights, Trainable model, Compute compute);
}
