package dev.visor.defense;

import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;

/**
 * The recognizers that a defense may query and differentiate, and where to compute.
 *
 * @param recognizers all of one crop; empty for a defense that needs none
 */
public record Surrogates(List<DifferentiableRecognizer> recognizers, Compute compute) {

    public Surrogates {
        recognizers = List.copyOf(recognizers);
    }

    /** Owns the defense's tensors; a defense opens a sub-manager for each batch. */
    public NDManager manager() {
        return compute.manager();
    }
}
