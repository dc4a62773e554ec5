package dev.visor.recognizer;

/** A recognizer of which a second one can be had, to be trained further. */
public interface Trainable extends DifferentiableRecognizer {

    /**
     * The recognizer's net with weights of its own, equal to the recognizer's at first. Its output is the raw embedding, [N, dimension],
     * not of unit length. Training it leaves the recognizer as it is; the caller closes it.
     */
    Network network();
}
