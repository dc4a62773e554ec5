package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.TargetModel;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The number of times that a target is asked about the same face where its defense draws at every query (expectation over transformations: Athalye et al.,
 * "Obfuscated Gradients Give a False Sense of Security", ICML 2018).
 */
public final class QueryAveraging {

    /** Number of judgments that an averaged one is the mean of. */
    public static final int AVERAGED = 20;

    private QueryAveraging() {}

    /** Returns the number of queries for a judgment that stands by itself: once if nothing is drawn. */
    public static int ofJudgment(TargetModel target) {
        return target.isRandomized() ? AVERAGED : 1;
    }

    /**
     * Returns the number of queries for a step among many that a momentum averages, which reaches back over 1 / (1 -
     * momentum) of them: as many as make {@link #AVERAGED} draws of them all.
     */
    public static int ofStep(TargetModel target, double momentum) {
        return target.isRandomized() ? (int) Math.ceil(AVERAGED * (1 - momentum) - 1e-9) : 1;
    }

    /**
     * Asks the same so many times, and lets go of all that each question computed before the next: with hundreds of channels that is a lot.
     *
     * @param faces asked about; they stay
     * @param answer hears the values of each answer
     */
    public static void ask(NDArray faces, int draws, UnaryOperator<NDArray> question, Consumer<float[]> answer) {
        for (int draw = 0; draw < draws; draw++) {
            try (NDManager scope = faces.getManager().newSubManager()) {
                scope.tempAttachAll(faces);
                answer.accept(question.apply(faces).toFloatArray());
            }
        }
    }
}
