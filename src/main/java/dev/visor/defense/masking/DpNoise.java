package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.random.RandomGenerator;

/**
 * Laplace noise on every pixel value: local differential privacy of a photo, drawn anew whenever the photo is used. Dwork et al.,
 * "Calibrating Noise to Sensitivity", TCC 2006.
 *
 * <p>Of one use of a value, epsilon says how sure anybody can be what it was: it may differ by 255 from photo to photo (its
 * sensitivity), so that the noise has the scale 255 / epsilon. A whole photo of side S has 3 S^2 values that may all differ, and so
 * {@code photoEpsilon} = 3 S^2 epsilon; a photo that is used t times, t times that. These are large numbers: at strengths that leave
 * anything to recognize, the promise about a photo is void, and what the noise does is to be measured.
 */
public final class DpNoise implements MaskingDefense {

    /** The most by which one value can differ between two photos. */
    static final double SENSITIVITY = 255;

    private final double epsilon;

    /** @param epsilon of one value in one use, above 0 */
    public record Params(double epsilon) {

        public Params {
            if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
                throw new IllegalArgumentException("epsilon must be above 0, got " + epsilon);
            }
        }

        /** Returns the privacy loss of one use of a whole photo. */
        public double photoEpsilon(int side) {
            return 3. * side * side * epsilon;
        }
    }

    public DpNoise(Params params) {
        this.epsilon = params.epsilon();
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new Masking() {

            @Override
            public int channels() {
                return 3;
            }

            @Override
            public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
                return Mixture.alone(maskForQuery(faces, random), people, classes);
            }

            /**
             * Adds noise that is not clipped: an attacker's gradient would end there, and the recognizer can live with
             * it.
             */
            @Override
            public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
                NDArray noise = Laplace.draw(faces.getManager(), faces.getShape(), random);
                return PixelScale.toInput(faces).add(noise.muli(SENSITIVITY / epsilon / PixelScale.HALF));
            }

            @Override
            public NDArray visualize(NDArray inputs) {
                return PixelScale.toPixels(inputs);
            }

            @Override
            public boolean isRandomized() {
                return true;
            }
        };
    }
}
