package dev.visor.core;

import java.util.Locale;

/** The outcome of one trial. A face that could not be found is a result, not a gap in the data. */
public sealed interface Outcome {

    /** Both faces were embedded; cosine similarity in [-1, 1], higher is more alike. */
    record Compared(double similarity) implements Outcome {

        public Compared {
            if (!Double.isFinite(similarity)) {
                throw new ContractViolation("a similarity is " + similarity + ", which is no outcome of a trial");
            }
        }
    }

    /** No face to compare, for the given reason. */
    record NotAcquired(Acquired.Reason reason) implements Outcome {}

    static Outcome of(Acquired one, Acquired other) {
        if (one instanceof Acquired.Missed missed) {
            return new NotAcquired(missed.reason());
        }
        if (other instanceof Acquired.Missed missed) {
            return new NotAcquired(missed.reason());
        }
        return new Compared(((Acquired.Embedded) one).embedding().similarity(((Acquired.Embedded) other).embedding()));
    }

    /** The word in the records: {@code compared}, {@code no_face}, {@code unreadable}, {@code failed}. */
    default String word() {
        return this instanceof NotAcquired missed ? missed.reason().name().toLowerCase(Locale.ROOT) : "compared";
    }
}
