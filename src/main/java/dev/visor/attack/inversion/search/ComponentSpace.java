package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Scaled;
import java.util.random.RandomGenerator;

/**
 * Faces are means plus principal components of auxiliary photos. Points count in standard deviations; what speaks against one is its distance from
 * the mean, as it does among normally distributed faces.
 */
final class ComponentSpace implements FaceSpace {

    private final int side;
    private final int colors;
    private final double weight;
    private final NDManager memory;
    private final NDArray mean;
    private final NDArray axes;

    /** @param weight of the logarithm of the density, which is half the squared length, against the target's word */
    ComponentSpace(EigenFaces faces, int side, int colors, double weight, NDManager parent) {
        this.side = side;
        this.colors = colors;
        this.weight = weight;
        this.memory = parent.newSubManager();
        this.mean = memory.create(faces.mean(), new Shape(faces.mean().length));
        this.axes = faces.scaled(memory);
    }

    @Override
    public float[] start(RandomGenerator random) {
        float[] start = new float[(int) axes.getShape().get(0)];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (START * random.nextGaussian());
        }
        return start;
    }

    /** Starts lie near the mean, at this many standard deviations. */
    private static final double START = .3;

    @Override
    public NDArray faces(NDArray points) {
        return AuxiliaryFaces.faces(points.matMul(axes).add(mean), side, colors);
    }

    @Override
    public NDArray doubt(NDArray points) {
        return Scaled.by(points.square().sum(new int[] {1}), weight / 2);
    }

    @Override
    public void close() {
        memory.close();
    }
}
