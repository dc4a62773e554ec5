package dev.visor.attack.target;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.TargetModel;
import dev.visor.core.AttackerAccess;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.tensor.Gradients;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A trained recognizer, as far as an attack reaches; counts what it is asked. Used by one thread. */
public final class WithinAccess implements TargetModel {

    private final TrainedRecognizer recognizer;
    private final AttackerAccess access;
    private final int people;
    private final int side;
    private long queries;
    private long backward;

    public WithinAccess(TrainedRecognizer recognizer, AttackerAccess access, int people, int side) {
        this.recognizer = recognizer;
        this.access = access;
        this.people = people;
        this.side = side;
    }

    @Override
    public AttackerAccess access() {
        return access;
    }

    @Override
    public int people() {
        return people;
    }

    @Override
    public int side() {
        return side;
    }

    @Override
    public int dimension() {
        return recognizer.card().dimension();
    }

    @Override
    public boolean isRandomized() {
        return recognizer.isRandomized();
    }

    @Override
    public NDArray scores(NDArray faces, RandomGenerator random) {
        require(access == AttackerAccess.WHITE_BOX || access == AttackerAccess.SCORES, "scores");
        return asked(faces, () -> recognizer.scores(faces, random));
    }

    @Override
    public NDArray embed(NDArray faces, RandomGenerator random) {
        require(access == AttackerAccess.WHITE_BOX || access == AttackerAccess.SCORES, "embeddings");
        return asked(faces, () -> recognizer.embed(faces, random));
    }

    @Override
    public int[] labels(NDArray faces, RandomGenerator random) {
        require(access != AttackerAccess.LEAKED_DATA, "labels");
        queries += faces.getShape().get(0);
        return Gradients.recording(false, () -> {
            try (NDArray scores = recognizer.scores(faces, random);
                    NDArray named = scores.argMax(1)) {
                long[] labels = named.toLongArray();
                int[] people = new int[labels.length];
                for (int i = 0; i < labels.length; i++) {
                    people[i] = (int) labels[i];
                }
                return people;
            }
        });
    }

    @Override
    public NDArray gradient(NDArray loss, NDArray leaf) {
        require(access == AttackerAccess.WHITE_BOX, "gradients");
        backward += leaf.getShape().get(0);
        return Gradients.of(loss, leaf, false);
    }

    /** Faces asked about so far. */
    public long queries() {
        return queries;
    }

    /** Faces differentiated so far. */
    public long backward() {
        return backward;
    }

    private NDArray asked(NDArray faces, Supplier<NDArray> question) {
        queries += faces.getShape().get(0);
        return access == AttackerAccess.WHITE_BOX ? question.get() : Gradients.recording(false, question);
    }

    private void require(boolean within, String what) {
        if (!within) {
            throw new IllegalStateException("an attack that has %s asked for %s".formatted(access.word(), what));
        }
    }
}
