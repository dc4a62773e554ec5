package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.perturbation.Descent.State;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;

/**
 * MIM and, with input diversity, DIM: momentum descent towards a single target.
 *
 * <p>Dong et al., CVPR 2018; Xie et al., CVPR 2019; as baselines in the TIP-IM paper, with its identity loss. Every target is
 * tried by itself. The paper reports the best of them for each model; here the one that gains most on the surrogates is
 * kept, as a protector cannot ask the model.
 */
public final class Mim implements TargetedPerturbation {

    private final PerturbationParams params;

    public Mim(PerturbationParams params) {
        this.params = params;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        try (Pursuit pursuit = new Pursuit(params, originals, context)) {
            List<State> attempts = new ArrayList<>();
            for (int t = 0; t < context.targets().size(); t++) {
                int target = t;
                NDArray protectedOne =
                        pursuit.descend((known, seen) -> known.identityLoss(seen, target, params.distance()));
                attempts.add(new State(protectedOne, protectedOne));
            }
            return Faces.unstack(TipIm.best(attempts, pursuit.identities(), Gain.MAX, params.distance())
                    .images());
        }
    }

    @Override
    public double epsilon() {
        return params.epsilon();
    }
}
