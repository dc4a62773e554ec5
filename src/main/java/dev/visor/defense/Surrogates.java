package dev.visor.defense;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.Metered;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The recognizers that a defense may query and differentiate, where to compute, and what it asked of them. */
public final class Surrogates {

    private final List<Metered> recognizers;
    private final Compute compute;
    private final AtomicLong backward = new AtomicLong();
    private final AtomicLong zeroGradients = new AtomicLong();

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
        return counted(Gradients.of(loss, leaf, keepGraph));
    }

    /** Counts a gradient that was had in another way: each image is one backward pass through every surrogate. */
    public NDArray counted(NDArray gradient) {
        backward.addAndGet(gradient.getShape().get(0) * recognizers.size());
        zeroGradients.addAndGet((long) Gradients.useless(gradient) * recognizers.size());
        return gradient;
    }

    /** Into how many shares a batch can usefully cut its work: 1, unless it is alone on a machine of several cores. */
    public int lanes() {
        return compute.lanes();
    }

    /**
     * Does pieces of work that do not need each other, share by share at once.
     *
     * @param shares at most {@link #lanes}; with 1, the work is done here on all cores
     * @param work does the pieces of these numbers, counted from 0
     * @return what each share gave, in the order of the pieces
     */
    public <T> List<T> share(int shares, int pieces, Function<List<Integer>, T> work) {
        int lanes = Math.min(shares, pieces);
        List<Callable<T>> tasks = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            List<Integer> own = IntStream.range(lane * pieces / lanes, (lane + 1) * pieces / lanes)
                    .boxed()
                    .toList();
            tasks.add(() -> work.apply(own));
        }
        return compute.sideBySide(lanes, tasks);
    }

    /** Faces embedded so far, over all surrogates. */
    public long forward() {
        return recognizers.stream().mapToLong(Metered::forward).sum();
    }

    /** Faces differentiated so far, over all surrogates. */
    public long backward() {
        return backward.get();
    }

    /** Counts the gradients that lead nowhere: all zero, or not a number. */
    public long zeroGradients() {
        return zeroGradients.get();
    }
}
