package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Blur;
import java.util.random.RandomGenerator;

/**
 * Every image is a face: points are pixels, -1..1. Searches start at the auxiliary photos' mean, with some noise.
 *
 * @param blur standard deviation, in pixels, of the Gaussian that gradients are smoothed with; 0 for not at all
 */
record PixelSpace(float[] mean, int side, int colors, double blur) implements FaceSpace {

    /** Standard deviation of a start's noise: five pixel values. */
    private static final double NOISE = 5 / 127.5;

    @Override
    public float[] start(RandomGenerator random) {
        float[] start = mean.clone();
        for (int i = 0; i < start.length; i++) {
            start[i] += (float) (NOISE * random.nextGaussian());
        }
        return start;
    }

    @Override
    public NDArray faces(NDArray points) {
        return AuxiliaryFaces.faces(points, side, colors);
    }

    @Override
    public NDArray doubt(NDArray points) {
        return points.getManager().zeros(new Shape(points.getShape().get(0)));
    }

    @Override
    public NDArray process(NDArray gradient) {
        if (blur == 0) {
            return gradient;
        }
        Shape shape = gradient.getShape();
        return Blur.gaussian(gradient.reshape(shape.get(0), colors, side, side), blur)
                .reshape(shape);
    }
}
