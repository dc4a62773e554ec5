package dev.visor.audit.compare;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;

/** The answers of one run to one question under a defense, and under the control. */
record NetAnswer(Answer shown, Answer clean) {

    /** 1 if the defense alone made it a success, -1 if it undid one, else 0. */
    int value() {
        return (shown.success() ? 1 : 0) - (clean.success() ? 1 : 0);
    }

    SubjectId subject() {
        return shown.subject();
    }

    PhotoId probe() {
        return shown.probe();
    }

    /** Whether the two come from the same trials, as {@link Answer#sameAs} says. */
    boolean sameAs(NetAnswer other, double within) {
        return shown.sameAs(other.shown, within) && clean.sameAs(other.clean, within);
    }
}
