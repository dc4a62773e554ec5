package dev.visor.defense.perturbation;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.tensor.Faces;
import java.util.List;

/**
 * MT-DIM: DIM whose target is assigned anew at every iteration.
 *
 * <p>Named as a baseline in the TIP-IM paper, which does not say how the target is assigned. A reconstruction: each image
 * pursues the target that is nearest to where it stands.
 */
public final class MtDim implements TargetedPerturbation {

    private final PerturbationParams params;

    public MtDim(PerturbationParams params) {
        this.params = params;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        try (Pursuit pursuit = new Pursuit(params, originals, context)) {
            return Faces.unstack(pursuit.descend((identities, seen) -> {
                int last = 1;
                var nearest = identities.toTargets(seen, params.distance()).min(new int[] {last});
                return nearest.sub(identities.toOriginals(seen, params.distance()))
                        .sum();
            }));
        }
    }

    @Override
    public double epsilon() {
        return params.epsilon();
    }
}
