package dev.visor.attack.inversion;

import dev.visor.attack.Target;

/**
 * How often a target is asked about the same face where its defense draws at every query (expectation over transformations: Athalye et al.,
 * "Obfuscated Gradients Give a False Sense of Security", ICML 2018).
 */
final class Draws {

    /** That a judgment is the mean of. */
    static final int AVERAGED = 20;

    private Draws() {}

    /** For a judgment that stands by itself: once if nothing is drawn. */
    static int ofJudgment(Target target) {
        return target.draws() ? AVERAGED : 1;
    }

    /**
     * For a step among many that a momentum averages, which reaches back over 1 / (1 - momentum) of them: as many as make {@link #AVERAGED}
     * draws of them all.
     */
    static int ofStep(Target target, double momentum) {
        return target.draws() ? (int) Math.ceil(AVERAGED * (1 - momentum) - 1e-9) : 1;
    }
}
