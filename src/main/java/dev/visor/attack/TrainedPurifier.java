package dev.visor.attack;

import dev.visor.core.Seed;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;

/** A countermeasure for which the tracker first trains something that restores faces, on photos of people whom he does not look up. */
public interface TrainedPurifier extends Countermeasure {

    @Override
    default boolean trains() {
        return true;
    }

    /** Whether he protects those photos himself and learns from the pairs; otherwise both of a pair are the original. */
    boolean seesDefense();

    /**
     * Trains.
     *
     * @param pairs cut alike
     * @return the weights, for {@link #load}
     */
    byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress);

    /** Loads the weights that {@link #learn} gave; the caller closes the result. */
    Restorer load(byte[] weights, Compute compute);
}
