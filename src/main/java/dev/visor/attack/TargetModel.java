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

    /** The access that the attack has to it. */
    AttackerAccess access();

    /** The number of people that it knows; they are numbered from 0. */
    int people();

    /** The side of its faces, in pixels. */
    int side();

    /** The length of its embeddings. */
    int dimension();

    /** Whether the defense draws at every query, so that the same face gets other answers: an attack has to do with their mean. */
    boolean isRandomized();

    /**
     * Names the people on faces, in logarithms of probabilities.
     *
     * @param random for defenses that draw at every query
     * @return [N, people]
     * @throws IllegalStateException if the access does not go so far
     */
    NDArray scores(NDArray faces, RandomGenerator random);

    /**
     * Embeds faces, each to length 1.
     *
     * @return [N, dimension]
     * @throws IllegalStateException if the access does not go so far
     */
    NDArray embed(NDArray faces, RandomGenerator random);

    /**
     * Names the likeliest person on each face.
     *
     * @throws IllegalStateException if there is no access to a recognizer
     */
    int[] labels(NDArray faces, RandomGenerator random);

    /**
     * Differentiates a scalar made of scores or embeddings; each face of the leaf is counted as differentiated.
     *
     * @param leaf made by {@link dev.visor.tensor.Gradients#leaf}; anything that the faces were made of, with a first dimension of faces
     * @throws IllegalStateException if the access is not {@link AttackerAccess#WHITE_BOX}
     */
    NDArray gradient(NDArray loss, NDArray leaf);
}
