package dev.visor.metric;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.measure.Threshold;
import java.util.Optional;

/** The plain facts that questions about trials are made of. */
public final class Claims {

    private Claims() {}

    public static boolean isSearch(Trial trial) {
        return trial instanceof Identification;
    }

    /** A comparison with that label that belongs to no cross-validation. */
    public static boolean isPair(Trial trial, Label label) {
        return trial instanceof Verification pair && pair.fold().isEmpty() && pair.label() == label;
    }

    /** Whether the subject is among the n nearest gallery images; false where no face was acquired. */
    public static boolean subjectWithin(Trial search, int n) {
        return ((Identification) search)
                .found()
                .filter(found -> found.trueRank() <= n)
                .isPresent();
    }

    /** Whether somebody was found, and the subject is not among the n nearest. */
    public static boolean subjectBeyond(Trial search, int n) {
        return ((Identification) search)
                .found()
                .filter(found -> found.trueRank() > n)
                .isPresent();
    }

    /** Whether the gallery of that search holds a target. */
    public static boolean targetEnrolled(Trial trial) {
        return trial instanceof Identification search
                && search.found()
                        .filter(found -> found.targetRank().isPresent())
                        .isPresent();
    }

    public static boolean targetWithin(Trial search, int n) {
        return ((Identification) search)
                .found()
                .filter(found ->
                        found.targetRank().isPresent() && found.targetRank().getAsInt() <= n)
                .isPresent();
    }

    /** A face that was not acquired is neither rejected nor accepted. */
    public static boolean rejected(Trial trial, Optional<Threshold> threshold) {
        return trial.outcome() instanceof Outcome.Compared compared
                && !threshold.orElseThrow().accepts(compared.similarity());
    }

    public static boolean accepted(Trial trial, Optional<Threshold> threshold) {
        return trial.outcome() instanceof Outcome.Compared compared
                && threshold.orElseThrow().accepts(compared.similarity());
    }

    /** No face was found; a photo that could not be read or protected is another matter. */
    public static boolean noFace(Trial trial) {
        return trial.outcome() instanceof Outcome.NotAcquired missed && missed.reason() == Reason.NO_FACE;
    }
}
