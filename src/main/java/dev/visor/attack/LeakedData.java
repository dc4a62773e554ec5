package dev.visor.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Masked data that has leaked, and the mechanism that masked it.
 *
 * <p>A defense that masks nothing is here, too: its representation is the photo.
 */
public interface LeakedData {

    /** Channels of the representation. */
    int channels();

    /** Whether the defense draws anew at every query, so that its draws can be averaged. */
    boolean isRandomized();

    /** Whether several photos are mixed in what the recognizer learns from. */
    boolean mixes();

    /**
     * Masks the attacker's own faces, as the recognizer would be asked with them.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @param knowsSecret with the defense's own secret parameters, or with a guess at them
     * @return [N, channels, side, side]
     */
    NDArray mask(NDArray faces, boolean knowsSecret, RandomGenerator random);

    /** Turns a representation into pixels by the inverse transformation: [N, 3, side, side], 0..255. */
    NDArray visualize(NDArray inputs);

    /** The number of private photos that have leaked; they are numbered from 0. */
    int photos();

    /**
     * Gives the leaked private photos as the recognizer is asked with them, unmixed.
     *
     * @param photos numbers
     * @param draw which of the draws; without {@link #isRandomized} all are alike
     * @return [photos, channels, side, side], attached to {@code memory}
     */
    NDArray shown(List<Integer> photos, int draw, NDManager memory);

    /**
     * Gives one epoch of leaked masked batches, as the recognizer learned from them.
     *
     * @param epoch from 0; each draws anew
     * @return one row for each private photo, in the order of the photos' numbers
     */
    Leak training(int epoch, NDManager memory);

    /**
     * One epoch's masked rows.
     *
     * @param inputs [photos, channels, side, side]
     * @param secrets who was mixed with whom, and how much: what an attacker has who can replay the generator; empty otherwise
     */
    record Leak(NDArray inputs, List<Partners> secrets) {

        public Leak {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * @param photos in the row, the row's own first
     * @param shares of each
     */
    record Partners(int[] photos, float[] shares) {}

    /** Turns leaked photos into pictures, one by one. */
    List<FaceImage> pictures(List<Integer> photos, int draw);
}
