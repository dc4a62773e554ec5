package dev.visor.recognizer;

import dev.visor.tensor.Compute;

/** A recognizer that judges without gradients, and of which one with gradients may be had. */
public interface Convertible extends Recognizer {

    /**
     * Returns the same recognizer with gradients; the caller closes both, the new one first.
     *
     * @throws dev.visor.core.InputError if its file has something that cannot be differentiated here, by name
     */
    DifferentiableRecognizer differentiable(Compute compute);
}
