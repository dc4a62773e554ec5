package dev.visor.defense;

import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.DifferentiableRecognizer;
import java.util.List;

/**
 * The recognizers that a defense may query and differentiate, and where to compute.
 *
 * @param recognizers all of one crop; empty for a defense that needs none
 * @param manager owns the defense's tensors; a defense opens a sub-manager for each batch
 */
public record Surrogates(List<DifferentiableRecognizer> recognizers, NDManager manager) {

    public Surrogates {
        recognizers = List.copyOf(recognizers);
    }
}
