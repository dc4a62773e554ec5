package dev.visor.harness;

import dev.visor.core.Crop;
import dev.visor.core.FaceImage;
import dev.visor.core.Seed;
import dev.visor.defense.Defense;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.recognizer.DifferentiableRecognizer;
import java.util.List;

/**
 * All that makes a mask, but the face.
 *
 * @param targets cut to {@code crop}; empty for a defense that needs none
 * @param crop of the faces that the defense is given
 */
record MaskRecipe(
        Entry<Defense> defense,
        List<DifferentiableRecognizer> surrogates,
        List<FaceImage> targets,
        Crop crop,
        Seed seed) {

    MaskRecipe {
        surrogates = List.copyOf(surrogates);
        targets = List.copyOf(targets);
    }

    /** The recipe of a suite's protection. */
    static MaskRecipe of(ResolvedSuite suite, Protection protection, Zoo zoo, List<FaceImage> targets, long seed) {
        return new MaskRecipe(
                protection.defense(),
                protection.surrogateIds().stream().map(zoo::surrogate).toList(),
                targets,
                suite.crop(protection),
                new Seed(seed));
    }

    /** Whether a mask depends on the photos beside its own. */
    boolean grouped() {
        return defense.plugin().group() > 1;
    }

    /** The part of a mask's key that all faces share. */
    StoreKey key() {
        StoreKey.Builder key = StoreKey.of(Protector.STAGE, "configuration").with("defense", defense);
        surrogates.forEach(surrogate -> key.with("surrogate", surrogate));
        return key.add("targets", targets.stream().map(t -> t.digest().hex()).toList())
                .add("crop", crop.digest())
                .add("seed", seed.value())
                .build();
    }
}
