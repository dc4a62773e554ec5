package dev.visor.attack.inversion.search;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.core.AttackerAccess;
import java.util.List;

/**
 * Gradient inversion: Fredrikson et al., "Model Inversion Attacks that Exploit Confidence Information and Basic Countermeasures", CCS 2015,
 * Algorithm 1 (MI-Face).
 *
 * <p>Departures: the cost is minus the logarithm of the wanted person's odds, not one minus the probability, which has no slope where a deep
 * recognizer rules the person out, nor where it is sure; steps have a given length whatever the gradient's, with momentum, and shrink to
 * nothing, where the paper's stop when nothing is gained; searches start at the auxiliary photos' mean instead of at black. In pixels the
 * gradient is smoothed, in place of the denoising between steps that the paper's PROCESS is. In components the search is among sums of
 * eigenfaces, and far-off sums cost.
 */
public final class MiFace implements InversionAttack {

    /**
     * Settings of a search in pixels.
     *
     * @param steps of every search
     * @param rate mean change of a pixel in the first step, in pixel values
     * @param momentum how much of the earlier steps is kept, [0, 1)
     * @param blur standard deviation, in pixels, of the Gaussian that gradients are smoothed with; 0 for not at all
     */
    public record Pixels(int steps, double rate, double momentum, double blur) {

        public Pixels {
            Limits.atLeast("steps", steps, 1);
            Limits.above("rate", rate, 0);
            Limits.momentum(momentum);
            Limits.atLeast("blur", blur, 0);
        }
    }

    /**
     * Settings of a search in principal components of the auxiliary photos.
     *
     * @param components how many, fewer than auxiliary photos
     * @param steps of every search
     * @param rate length of the first step, in standard deviations
     * @param momentum how much of the earlier steps is kept, [0, 1)
     * @param prior weight of the likelihood of the components against the target's word
     */
    public record Components(int components, int steps, double rate, double momentum, double prior) {

        public Components {
            Limits.atLeast("components", components, 1);
            Limits.atLeast("steps", steps, 1);
            Limits.above("rate", rate, 0);
            Limits.momentum(momentum);
            Limits.atLeast("prior", prior, 0);
        }
    }

    private interface Space {
        FaceSpace of(InversionTask task);
    }

    private final Space space;
    private final int steps;
    private final double momentum;
    private final WhiteBoxSearch.Rule rule;

    public MiFace(Pixels params) {
        this.space = task -> {
            AuxiliaryFaces faces = AuxiliaryFaces.of(task.auxiliary(), 1, "gradient inversion");
            return new PixelSpace(faces.mean(), faces.side(), faces.colors(), params.blur());
        };
        this.steps = params.steps();
        this.momentum = params.momentum();
        this.rule = evenSteps(params.momentum(), point -> params.rate() / 127.5 * Math.sqrt(point.length));
    }

    public MiFace(Components params) {
        this.space = task -> {
            AuxiliaryFaces faces =
                    AuxiliaryFaces.of(task.auxiliary(), params.components() + 1, "gradient inversion among eigenfaces");
            return new ComponentSpace(
                    EigenFaces.of(
                            faces,
                            params.components(),
                            task.random().derive("eigenfaces").generator(),
                            task.compute().manager()),
                    faces.side(),
                    faces.colors(),
                    params.prior(),
                    task.compute().manager());
        };
        this.steps = params.steps();
        this.momentum = params.momentum();
        this.rule = evenSteps(params.momentum(), point -> params.rate());
    }

    private interface Length {
        double of(float[] point);
    }

    /** Steps against the gradient of a length that falls to zero; the mean of them with momentum. */
    private static WhiteBoxSearch.Rule evenSteps(double momentum, Length length) {
        return (point, velocity, gradient, left) -> {
            double squares = 0;
            for (float slope : gradient) {
                squares += (double) slope * slope;
            }
            double scale = squares > 0 ? left * length.of(point) / Math.sqrt(squares) : 0;
            for (int i = 0; i < point.length; i++) {
                velocity[i] = (float) (momentum * velocity[i] - (1 - momentum) * scale * gradient[i]);
                point[i] += velocity[i];
            }
        };
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.WHITE_BOX;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        try (FaceSpace faces = space.of(task)) {
            return new WhiteBoxSearch(steps, 1, 1, momentum).run(task, faces, rule);
        }
    }
}
