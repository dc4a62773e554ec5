package dev.visor.defense.perturbation;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;

/**
 * TIP-IM with screened targets: {@link TipIm}, but between full rounds only the most promising targets are differentiated and tried.
 *
 * <p>Ours, not the authors': which target wins can mostly be told beforehand, to first order, from where the image stands and from
 * what steps did in the last round ({@link Screen}). With one target tried there is no choice to be judged, and an iteration is one
 * pass forward and one backward. Without a naturalness term, which both presets leave out.
 */
public final class TipImFast implements TargetedPerturbation {

    private final Params params;
    private final TipIm exact;

    /**
     * Settings, as in {@code defenses/tip-im-fast*.yaml}: those of {@link TipIm.Params}, and
     *
     * @param tried how many targets are differentiated and tried between full rounds
     * @param fullRoundEvery how many iterations from one full round to the next
     */
    public record Params(
            double epsilon,
            double step,
            int iterations,
            Norm norm,
            double momentum,
            Distance distance,
            Distance gainDistance,
            Gain gain,
            int tried,
            int fullRoundEvery,
            Diversity diversity) {

        public Params {
            new Screening(tried, fullRoundEvery);
            exact(epsilon, step, iterations, norm, momentum, distance, gainDistance, gain, diversity);
        }

        Screening screening() {
            return new Screening(tried, fullRoundEvery);
        }

        TipIm.Params exact() {
            return exact(epsilon, step, iterations, norm, momentum, distance, gainDistance, gain, diversity);
        }

        /** Without a naturalness term. */
        private static TipIm.Params exact(
                double epsilon,
                double step,
                int iterations,
                Norm norm,
                double momentum,
                Distance distance,
                Distance gainDistance,
                Gain gain,
                Diversity diversity) {
            return new TipIm.Params(
                    epsilon, step, iterations, norm, momentum, distance, gainDistance, gain, 0, 1, diversity);
        }
    }

    public TipImFast(Params params) {
        this.params = params;
        this.exact = new TipIm(params.exact());
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return exact.protect(
                originals, context, screen(originals.size(), context.targets().size()));
    }

    Screen screen(int images, int targets) {
        return new Screen(params.screening(), images, targets, params.gain());
    }

    TipIm exact() {
        return exact;
    }

    @Override
    public double epsilon() {
        return params.epsilon();
    }
}
