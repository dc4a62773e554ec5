package dev.visor.attack.inversion.search;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;

/** A space in which a white-box attack searches for faces: pixels, principal components, or a generator's latents. */
public interface FaceSpace extends AutoCloseable {

    /** Draws the point where one search begins. */
    float[] start(RandomGenerator random);

    /**
     * Returns the faces that points stand for.
     *
     * @param points [N, numbers of a point]
     * @return [N, 3, side, side], 0..255 or little beyond, differentiable in the points
     */
    NDArray faces(NDArray points);

    /**
     * Returns how much speaks against each point whatever the model under attack says, differentiable in the points:
     * [N].
     */
    NDArray doubt(NDArray points);

    /**
     * A gradient as the attack uses it: as it is, unless the space has reason to smooth it.
     *
     * @param gradient of the points' shape
     */
    default NDArray process(NDArray gradient) {
        return gradient;
    }

    @Override
    default void close() {}
}
