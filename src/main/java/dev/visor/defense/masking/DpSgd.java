package dev.visor.defense.masking;

import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.DpSgdSteps;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.Pixels;
import java.util.Optional;

/**
 * The recognizer learns from photos as they are, in steps that bound what any one photo can tell: {@link DpSgdSteps}. What epsilon
 * and delta come of it depends on the training's length, and is the accountant's to say.
 */
public final class DpSgd implements MaskingDefense {

    private final DpSgdSteps steps;

    /**
     * @param clip longest gradient of one photo, in the l2 norm over all weights
     * @param noise standard deviation of the noise on the sum of a step's gradients, in units of {@code clip}
     */
    public record Params(double clip, double noise) {

        public Params {
            new DpSgdSteps(clip, noise);
        }
    }

    public DpSgd(Params params) {
        this.steps = new DpSgdSteps(params.clip(), params.noise());
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new Pixels();
    }

    @Override
    public Optional<DpSgdSteps> privateSteps() {
        return Optional.of(steps);
    }
}
