package dev.visor.recognizer.training.optimization;

import java.util.Optional;

/**
 * Stores what a training needs to go on after it was cut off.
 *
 * <p>One place belongs to one training: who gives it out names it by everything that makes the training. A training that went on from a
 * checkpoint ends with the same bytes as one that was never cut off.
 */
public interface Checkpoints {

    /** Loads what was saved last; empty if nothing was. */
    Optional<byte[]> load();

    /** Called after each epoch; replaces what was saved before. Half a checkpoint must never be loaded. */
    void save(byte[] checkpoint);

    /**
     * Takes note that what was loaded cannot be gone on from: the training starts again, and will save over it.
     *
     * @param reason a clause
     */
    default void refuse(String reason) {}

    /** None: a training that is cut off starts again. */
    static Checkpoints none() {
        return new Checkpoints() {
            @Override
            public Optional<byte[]> load() {
                return Optional.empty();
            }

            @Override
            public void save(byte[] checkpoint) {}
        };
    }
}
