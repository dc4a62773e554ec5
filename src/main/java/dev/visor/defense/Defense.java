package dev.visor.defense;

import dev.visor.core.Budget;
import dev.visor.core.FaceImage;
import java.util.List;
import java.util.Optional;

/** The transformation under test: faces in, protected faces out. */
public interface Defense {

    /**
     * Protects a batch; each result depends on its own original alone, unless {@link #grouped()}.
     *
     * @param originals all of one size, pixels 0..255; not to be written to
     * @return one face for each original, in order, of the same size, pixels 0..255, not yet rounded
     */
    List<FaceImage> protect(List<FaceImage> originals, DefenseContext context);

    /** How far a pixel may move; empty if the defense promises no bound. The harness holds it to this. */
    default Optional<Budget> budget() {
        return Optional.empty();
    }

    default boolean needsSurrogates() {
        return false;
    }

    default boolean needsTargets() {
        return false;
    }

    /** Whether results depend on the whole batch (an MMD term): the plan then fixes the groups and keys them. */
    default boolean grouped() {
        return false;
    }
}
