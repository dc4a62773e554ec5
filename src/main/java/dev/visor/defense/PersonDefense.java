package dev.visor.defense;

import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A defense that learns one perturbation from some photos of a person, and adds it to other photos of that person.
 *
 * <p>Papers call the perturbation a person-specific privacy mask, or a user's universal perturbation. The harness keeps the photos that it is
 * learned from apart from those that are protected and looked up, stores it, and hands it in as {@link PhotoFacts#learned()}. That is empty for a
 * photo without any others of its person from which nothing can be learned itself; such a photo stays as it is.
 */
public interface PersonDefense extends Defense {

    /**
     * Learns a person's perturbation.
     *
     * @param photos of one person, cut alike, pixels 0..255, not to be written to; at least one
     * @param facts of each photo
     * @param random derived from the photos
     * @param watch told of epochs, in their order, where the defense has any to tell of
     * @return of the size of the photos, within the {@link #budget()}; as values of their pixels, or of a texture of that size
     */
    Perturbation learn(
            List<FaceImage> photos,
            List<PhotoFacts> facts,
            Surrogates surrogates,
            RandomGenerator random,
            Consumer<LearnedEpoch> watch);

    /** Whether one perturbation is for all people, learned from the photos of all. */
    default boolean ofEverybody() {
        return false;
    }

    @Override
    default boolean needsIdentity() {
        return true;
    }
}
