package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** An image as a function of numbers that a descent moves: the weights of a decoder, or the pixels themselves. */
interface ImageModel extends AutoCloseable {

    /**
     * Computes the image by the numbers as they are.
     *
     * @param step owns it
     * @return [1, 3, H, W], 0..255, differentiable in the numbers
     */
    NDArray image(NDManager step);

    /**
     * Moves the numbers one step of Adam down.
     *
     * @param image as {@link #image} gave it last
     * @param slope of a loss by the image, of its shape
     * @param rate of the step
     */
    void descend(NDArray image, NDArray slope, double rate);

    @Override
    void close();
}
