package dev.visor.attack.inversion.gan;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Prior;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.search.WhiteBoxSearch;
import dev.visor.core.AttackerAccess;
import java.util.List;
import java.util.Optional;

/**
 * Generative model inversion: Zhang et al., "The Secret Revealer", CVPR 2020, section 3.3, without auxiliary images.
 *
 * <p>Latents of a generator of public faces descend on the prior loss, which is minus the critic's realness, plus a weight times the identity
 * loss; with Nesterov's momentum and within bounds, as the published code has it. Of several starts the target picks the best one.
 * Departures: the identity loss is minus the logarithm of the wanted person's odds, as the cross-entropy of the paper goes flat where the target is
 * sure (Nguyen et al., "Re-thinking Model Inversion Attacks", CVPR 2023); the generator is smaller and trained otherwise
 * ({@link GanPrior}); there are fewer steps, of which the best one counts.
 */
public final class Gmi implements InversionAttack {

    /**
     * @param steps of every start
     * @param starts of every reconstruction
     * @param spread standard deviation of the latents that starts are drawn with; those of public faces are 1
     * @param rate of descent, for each latent by itself
     * @param momentum how much of the earlier steps is kept, [0, 1)
     * @param identity weight of the identity loss
     * @param bound of every number of a latent, in standard deviations
     * @param latent numbers that make a face
     * @param priorSteps of the generator's training
     */
    public record Params(
            int steps,
            int starts,
            double spread,
            double rate,
            double momentum,
            double identity,
            double bound,
            int latent,
            int priorSteps) {

        public Params {
            Limits.atLeast("steps", steps, 1);
            Limits.atLeast("starts", starts, 1);
            Limits.above("spread", spread, 0);
            Limits.above("rate", rate, 0);
            Limits.momentum(momentum);
            Limits.atLeast("identity", identity, 0);
            Limits.above("bound", bound, 0);
            Limits.atLeast("latent", latent, 2);
            Limits.atLeast("prior_steps", priorSteps, 1);
        }
    }

    private final Params params;

    public Gmi(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.WHITE_BOX;
    }

    @Override
    public Optional<Prior> prior() {
        return Optional.of(new GanPrior(params.latent(), params.priorSteps()));
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        try (LatentSpace space = LatentSpace.of(task, params.spread())) {
            return new WhiteBoxSearch(params.steps(), params.starts(), params.identity(), params.momentum())
                    .run(task, space, this::nesterov);
        }
    }

    private void nesterov(float[] latent, float[] velocity, float[] gradient, double left) {
        for (int i = 0; i < latent.length; i++) {
            double before = velocity[i];
            double after = params.momentum() * before - params.rate() * gradient[i];
            double moved = latent[i] - params.momentum() * before + (1 + params.momentum()) * after;
            velocity[i] = (float) after;
            latent[i] = (float) Math.max(-params.bound(), Math.min(params.bound(), moved));
        }
    }
}
