package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A descent step with momentum that stays within a budget: TIP-IM, Eq. 5; MI-FGSM.
 *
 * @param norm of the step; the budget is always per pixel, as in TIP-IM's code
 * @param step length for each pixel, as a fraction of the pixel range; root mean square for {@link Norm#L2}
 * @param momentum how much of the earlier gradients is kept, 0..1
 */
public record ProjectedStep(Norm norm, double step, double momentum) {

    /** Keeps a vanished gradient from dividing by zero; far below any real one. */
    private static final double TINY = 1e-30;

    private static final int[] IMAGE_AXES = {1, 2, 3};

    /** The norm in which a step is normalized. */
    public enum Norm {
        /** Every pixel moves by the step: the sign of the gradient. */
        LINF,
        /** The gradient scaled to unit length, times the step, times the root of the number of values. */
        L2
    }

    public ProjectedStep {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException("step must lie in (0, 1], got " + step + ": write 1.5/255, not 1.5");
        }
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1], got " + momentum);
        }
    }

    /**
     * The direction after this gradient: each image's gradient, scaled to mean magnitude 1, added to the kept part.
     *
     * @param gradient [N, 3, H, W]
     * @param before [N, 3, H, W], the direction so far; zeros at first
     */
    public NDArray direction(NDArray gradient, NDArray before) {
        NDArray magnitude = gradient.abs()
                .sum(IMAGE_AXES, true)
                .div(valuesPerImage(gradient))
                .maximum(TINY);
        return gradient.div(magnitude).addi(before.mul(momentum));
    }

    /**
     * One step against the direction, projected.
     *
     * @param images [N, 3, H, W], 0..255
     */
    public NDArray apply(NDArray images, NDArray direction, PixelBall ball) {
        double pixels = step * 255;
        if (norm == Norm.LINF) {
            return ball.project(images.sub(direction.sign().muli(pixels)));
        }
        double root = Math.sqrt(valuesPerImage(direction));
        NDArray length = direction.square().sum(IMAGE_AXES, true).sqrt().maximum(TINY);
        return ball.project(images.sub(direction.div(length).muli(pixels * root)));
    }

    private static double valuesPerImage(NDArray batch) {
        Shape shape = batch.getShape();
        return shape.size() / (double) shape.get(0);
    }
}
