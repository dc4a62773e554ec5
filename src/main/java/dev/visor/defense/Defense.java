package dev.visor.defense;

import dev.visor.core.Budget;
import dev.visor.core.Trust;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The transformation under test: faces in, protected faces out. A defense of whole photos is handed photos in place of faces. */
public interface Defense {

    /**
     * Protects a batch; called for several batches at once, from as many threads. Each result depends on its own original alone, unless {@link #group()} says otherwise.
     *
     * @param originals faces of one size, or whole photos of whatever size; pixels 0..255, not to be written to
     * @return one face for each original, in order, of the same size, pixels 0..255, not yet rounded
     */
    List<FaceImage> protect(List<FaceImage> originals, DefenseContext context);

    /** Returns how far a pixel may move; empty if the defense promises no bound. The harness holds it to this. */
    default Optional<Budget> budget() {
        return Optional.empty();
    }

    /**
     * Returns the pixels that may change, row by row, for a defense that leaves the others as they are; empty if it may change all. Makeup moves pixels far,
     * so no {@link #budget} binds it, but only where it is put on. The harness holds it to this.
     */
    default Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
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

    /** Whether it is handed whole photos, and gives back photos; otherwise it is handed faces, cut and aligned. */
    default boolean protectsPhotos() {
        return false;
    }

    /** Whether faces are cut for it as its surrogates take them; otherwise as the suite says, as for a defense without surrogates. */
    default boolean cutAsSurrogates() {
        return true;
    }

    /**
     * Returns the crop of the faces that it is handed.
     *
     * @param usual as its surrogates take them, or the suite's where it has none
     */
    default Crop crop(Crop usual) {
        return usual;
    }

    /** Whether it is told who is in a photo. */
    default boolean needsIdentity() {
        return false;
    }

    /** Whether it is told the mesh of the face in a photo; where none is found, it leaves the photo as it is. */
    default boolean needsMesh() {
        return false;
    }

    /** Whether something of it is trained before it protects, on photos of people who are not protected: {@link TrainedDefense}. */
    default boolean needsTraining() {
        return false;
    }

    /**
     * Returns the number of photos that it wants at once, where each start is costly; such a batch is never filled up with other photos. Empty where
     * the harness may decide.
     */
    default OptionalInt batch() {
        return OptionalInt.empty();
    }

    /** Whether the same photo with the same randomness comes out the same again; the harness tries it. */
    default boolean repeatable() {
        return true;
    }

    /** Tells how far its results can be believed. */
    default Trust trust() {
        return Trust.BUILT_IN;
    }

    /** Tells, once, what programs said at their end that it ran since it was last asked; empty for a defense that runs none. */
    default List<String> said() {
        return List.of();
    }
}
