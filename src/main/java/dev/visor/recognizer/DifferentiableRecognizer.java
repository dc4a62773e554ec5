package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A recognizer whose embedding can be differentiated with respect to the face. */
public interface DifferentiableRecognizer extends Recognizer {

    /**
     * Like {@link #embed(NDArray)}, recording what the gradient needs: {@code faces} must require a gradient.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @return [N, dimension], unit rows, part of the graph
     */
    NDArray embedForGradient(NDArray faces);

    /** Returns a faster way to the same embedding and gradient; empty if its network has none, or on this device. */
    default Optional<OwnGradient> ownGradient() {
        return Optional.empty();
    }
}
