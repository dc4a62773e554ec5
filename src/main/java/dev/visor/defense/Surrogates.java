package dev.visor.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.Metered;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.List;

/** The recognizers that a defense may query and differentiate, where to compute, and what it asked of them. */
public final class Surrogates {

    private final List<Metered> recognizers;
    private final Compute compute;
    private long backward;
    private long zeroGradients;

    /** @param recognizers all of one crop; empty for a defense that needs none */
    public Surrogates(List<DifferentiableRecognizer> recognizers, Compute compute) {
        this.recognizers = recognizers.stream().map(Metered::new).toList();
        this.compute = compute;
    }

    public List<? extends DifferentiableRecognizer> recognizers() {
        return recognizers;
    }

    /** Owns the defense's tensors; a defense opens a sub-manager for each batch. */
    public NDManager manager() {
        return compute.manager();
    }

    /** {@link Gradients#of}, counted: each image of the leaf is one backward pass through every surrogate. */
    public NDArray gradient(NDArray loss, NDArray leaf, boolean keepGraph) {
        backward += leaf.getShape().get(0) * recognizers.size();
        NDArray gradient = Gradients.of(loss, leaf, keepGraph);
        zeroGradients += (long) Gradients.useless(gradient) * recognizers.size();
        return gradient;
    }

    /** Faces embedded so far, over all surrogates. */
    public long forward() {
        return recognizers.stream().mapToLong(Metered::forward).sum();
    }

    /** Faces differentiated so far, over all surrogates. */
    public long backward() {
        return backward;
    }

    /** How many of them got a gradient that leads nowhere: all zero, or not a number. */
    public long zeroGradients() {
        return zeroGradients;
    }
}
