package dev.visor.harness;

import java.util.Locale;

/** One thing that the pipeline does not take on trust. Each can be proven to matter: {@code visor selftest --without}. */
public enum Guard {
    /** A defense returns one face for each original. */
    COUNT("a defense returns one face for each original"),
    /** A face comes back in the size that it was handed out in. */
    SIZE("a face comes back in its own size"),
    /** Pixels are numbers in 0..255. */
    RANGE("pixels are numbers in 0..255"),
    /** No pixel moves further than the defense says it does, nor beside where it says so. */
    BUDGET("no pixel moves further than the defense's budget, nor beside its area"),
    /** Judged pixels have been rounded to 8 bits. */
    EIGHT_BIT("what is judged has been rounded to 8 bits"),
    /** A defense works on copies, and may not write to them. */
    INPUT_UNTOUCHED("a defense works on copies, and does not write to them"),
    /** Whatever a defense throws ends the run with a sentence that names it. */
    FAULTS_NAMED("what a defense throws ends the run with a sentence that names it"),
    /** A batch that takes too long ends the run. */
    TIME_LIMIT("a batch that takes too long ends the run"),
    /** A photo protected again, by itself, comes out as it did. */
    REPEATABLE("one photo, protected again by itself, comes out as it did"),
    /** The tracker looks for the face anew. */
    DETECTED_AGAIN("the face of a shared photo is looked for anew"),
    /** A photo that came back as it was is called unprotected. */
    UNPROTECTED_NAMED("a photo that came back as it was is called unprotected"),
    /** Weights, not names, decide whether a model is a surrogate. */
    LEDGER_BY_WEIGHTS("weights, not names, decide whether a model is a surrogate"),
    /** An attack makes as many trials as it planned. */
    TRIALS_COUNTED("an attack makes as many trials as it planned");

    private final String claim;

    Guard(String claim) {
        this.claim = claim;
    }

    /** Tells what holds while the guard is in place, in words. */
    public String claim() {
        return claim;
    }

    /** Returns the word of the command line: {@code input-untouched}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
