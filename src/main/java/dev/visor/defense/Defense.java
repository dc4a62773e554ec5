package dev.visor.defense;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.Optional;

/** The transformation under test: faces in, protected faces out. */
public interface Defense {

    /**
     * Protects a batch; called for several batches at once, from as many threads. Each result depends on its own original alone, unless {@link #group()} says otherwise.
     *
     * @param originals all of one size, pixels 0..255; not to be written to
     * @return one face for each original, in order, of the same size, pixels 0..255, not yet rounded
     */
    List<FaceImage> protect(List<FaceImage> originals, DefenseContext context);

    /** Returns how far a pixel may move; empty if the defense promises no bound. The harness holds it to this. */
    default Optional<Budget> budget() {
        return Optional.empty();
    }

    default boolean needsSurrogates() {
        return false;
    }

    default boolean needsTargets() {
        return false;
    }

    /**
     * Returns the number of photos that share one result: 1, unless a term of the defense is taken over several (MMD).
     * The plan then fixes the groups and keys them.
     */
    default int group() {
        return 1;
    }
}
