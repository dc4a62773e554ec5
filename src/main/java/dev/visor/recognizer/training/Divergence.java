package dev.visor.recognizer.training;

/** A training's loss is no longer a number: its steps were too long. */
public final class Divergence extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Divergence(double loss, int epoch) {
        super("the training loss is %s in epoch %d: lower the learning rate".formatted(loss, epoch));
    }
}
