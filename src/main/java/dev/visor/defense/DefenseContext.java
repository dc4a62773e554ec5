package dev.visor.defense;

import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All that a defense may know about the world: no model, no gallery, no clock.
 *
 * @param targets one photo of each target identity, cut like the originals; never a photo of the gallery
 * @param randoms one generator for each original, derived from that photo, so that neighbors in a batch cannot matter
 * @param facts of each original
 */
public record DefenseContext(
        Surrogates surrogates, List<FaceImage> targets, List<RandomGenerator> randoms, List<PhotoFacts> facts) {

    public DefenseContext {
        targets = List.copyOf(targets);
        randoms = List.copyOf(randoms);
        facts = List.copyOf(facts);
    }

    /** Makes the context of a defense that looks at pixels alone. */
    public DefenseContext(Surrogates surrogates, List<FaceImage> targets, List<RandomGenerator> randoms) {
        this(surrogates, targets, randoms, List.of());
    }
}
