package dev.visor.attack;

import ai.djl.ndarray.NDArray;
import dev.visor.core.AttackerAccess;
import java.util.random.RandomGenerator;

/**
 * The recognizer under attack, as far as the attack's {@link AttackerAccess} goes. Every face asked about is counted.
 *
 * <p>Faces are [N, 3, side, side], RGB, 0..255; the defense's representation is made of them inside, as in use. With {@link
 * AttackerAccess#WHITE_BOX}, results are differentiable in faces that ask for it; otherwise they carry no graph.
 */
public interface TargetModel {

    AttackerAccess reach();

    /** How many people it knows; they are numbered from 0. */
    int people();

    /** Of the faces, in pixels. */
    int side();

    /** Of its embeddings. */
    int dimension();

    /** Whether the defense draws at every query, so that the same face gets other answers: an attack has to do with their mean. */
    boolean draws();

    /**
     * Who it is, in logarithms of probabilities.
     *
     * @param random for defenses that draw at every query
     * @return [N, people]
     * @throws IllegalStateException if the reach does not go so far
     */
    NDArray scores(NDArray faces, RandomGenerator random);

    /**
     * Unit embeddings.
     *
     * @return [N, dimension]
     * @throws IllegalStateException if the reach does not go so far
     */
    NDArray embed(NDArray faces, RandomGenerator random);

    /**
     * Who it says that it is.
     *
     * @throws IllegalStateException if there is no recognizer within reach
     */
    int[] labels(NDArray faces, RandomGenerator random);

    /**
     * The gradient of a scalar made of scores or embeddings; each face of the leaf is counted as differentiated.
     *
     * @param leaf made by {@link dev.visor.tensor.Gradients#leaf}; anything that the faces were made of, with a first dimension of faces
     * @throws IllegalStateException if the reach is not {@link AttackerAccess#WHITE_BOX}
     */
    NDArray gradient(NDArray loss, NDArray leaf);
}
