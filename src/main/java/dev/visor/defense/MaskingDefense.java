package dev.visor.defense;

import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.DpSgdSteps;
import dev.visor.recognizer.training.Masking;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A defense of the training side: it changes what a recognizer learns from and is asked with.
 *
 * <p>Where photos are shared, its {@link #protect} is what somebody sees who gets hold of the representation: its picture.
 */
public interface MaskingDefense extends Defense {

    /**
     * Makes the masking of one training.
     *
     * @param memory owns what it keeps
     * @param side of the faces, in pixels
     * @param seed of its secrets, where it has any: another seed is a guess at them
     */
    Masking masking(NDManager memory, int side, Seed seed);

    /** Makes the same masking with memory of its own, which is freed when it is closed. */
    default Masking masking(Compute compute, int side, Seed seed) {
        NDManager memory = compute.manager().newSubManager();
        return new OwnedMasking(masking(memory, side, seed), memory);
    }

    /**
     * Returns the most photos that are mixed in one row of what a recognizer learns from; a batch must hold as many.
     */
    default int mixed() {
        return 1;
    }

    /** Whether several photos are mixed in what a recognizer learns from. */
    default boolean mixes() {
        return mixed() > 1;
    }

    /** Whether the training's steps are private, too. */
    default Optional<DpSgdSteps> privateSteps() {
        return Optional.empty();
    }

    /** Secrets in suites that share photos; the same for all photos, as the recognizer that knows them is one. */
    Seed SHARED = new Seed(0);

    @Override
    default List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> pictures = new ArrayList<>();
        try (NDManager scope = context.surrogates().manager().newSubManager();
                Masking masking = masking(scope, originals.get(0).width(), SHARED)) {
            for (int i = 0; i < originals.size(); i++) {
                try (NDManager one = scope.newSubManager()) {
                    pictures.addAll(Faces.unstack(masking.visualize(masking.maskForQuery(
                            Faces.stack(one, List.of(originals.get(i))),
                            context.randoms().get(i)))));
                }
            }
        }
        return pictures.stream().map(FaceImage::quantized).toList();
    }
}
