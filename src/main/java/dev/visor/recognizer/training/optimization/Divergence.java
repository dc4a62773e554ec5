package dev.visor.recognizer.training.optimization;

/** A training came to what is no finite number: a loss, a gradient, a weight. Says what it was and at which step. */
public final class Divergence extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what, and when: {@code the loss is NaN in epoch 3, batch 5} */
    public Divergence(String sentence) {
        super(sentence);
    }
}
