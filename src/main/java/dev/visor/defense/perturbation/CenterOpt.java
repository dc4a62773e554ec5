package dev.visor.defense.perturbation;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.tensor.Faces;
import java.util.List;

/**
 * Center-Opt: ascends the gain over all targets at once, G_1 of the TIP-IM paper.
 *
 * <p>A reconstruction: the paper gives G_1 with a misprint (D_f(x, x') - D_f(x, x'), read as D_f(x, x^r) - D_f(x, x')) and not the
 * update; the update here is that of MIM on -G_1.
 */
public final class CenterOpt implements TargetedPerturbation {

    private final PerturbationParams params;

    public CenterOpt(PerturbationParams params) {
        this.params = params;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        try (Pursuit pursuit = new Pursuit(params, originals, context)) {
            return Faces.unstack(pursuit.descend((identities, seen) ->
                    identities.gain(seen, Gain.SUM, params.distance()).sum().neg()));
        }
    }

    @Override
    public double epsilon() {
        return params.epsilon();
    }
}
