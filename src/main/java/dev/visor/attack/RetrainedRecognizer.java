package dev.visor.attack;

import dev.visor.core.Seed;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A countermeasure for which the tracker trains a recognizer of the model, on photos that he protected himself.
 *
 * <p>One that {@link #readsGallery} judges in the model's place, with thresholds and a gallery of its own, in which protected photos of the people
 * whom he looks up stand. Any other reads protected photos only, into the model's space: the gallery and the thresholds are the model's.
 */
public interface RetrainedRecognizer extends Countermeasure {

    @Override
    default boolean trains() {
        return true;
    }

    /** Whether the trained recognizer reads the gallery, too. */
    default boolean readsGallery() {
        return true;
    }

    /** Returns the number of pairs that it learns from, the first ones; empty: from all there are. With 0 it learns nothing. */
    default OptionalInt pairs() {
        return OptionalInt.empty();
    }

    /**
     * Trains a copy of the model, or something in front of it; the model stays as it is.
     *
     * @param pairs of people whom he does not look up, cut as the model wants them
     * @return the weights, for {@link #load}
     */
    byte[] learn(Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress);

    /** Loads the weights that {@link #learn} gave; the caller closes the result. */
    Recognizer load(byte[] weights, Trainable model, Compute compute);
}
