package dev.visor.core;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One comparison, as it is recorded: a row of {@code trials.csv}. */
public sealed interface Trial {

    Cell cell();

    Pairing pairing();

    /** The person in the probe. */
    SubjectId subject();

    PhotoId probe();

    Outcome outcome();

    /** The kind of face that the probe is compared with. */
    enum Label {
        /** Another version of the same photo. */
        SAME,
        /** Another photo of the same subject. */
        OTHER,
        /** A photo of another subject. */
        IMPOSTOR,
        /** A photo of a target, not the one that the defense saw. */
        TARGET;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A 1:1 comparison.
     *
     * @param fold of the protocol's cross-validation, from 0; empty if it has none
     */
    record Verification(
            Cell cell,
            Pairing pairing,
            SubjectId subject,
            PhotoId probe,
            SubjectId mateSubject,
            PhotoId mate,
            Label label,
            OptionalInt fold,
            Outcome outcome)
            implements Trial {}

    /**
     * A 1:N search; ranks count gallery images from 1, ties broken by gallery id.
     *
     * @param outcome the similarity of the gallery image at rank 1
     * @param found empty if the probe was not acquired
     */
    record Identification(
            Cell cell, Pairing pairing, SubjectId subject, PhotoId probe, Outcome outcome, Optional<Found> found)
            implements Trial {}

    /**
     * The result of a search.
     *
     * @param trueRank rank of the subject's best gallery image
     * @param targetRank rank of the best gallery image of any target; empty if the gallery holds none
     * @param target that target
     * @param rank1 the subject at rank 1
     */
    record Found(int trueRank, OptionalInt targetRank, Optional<SubjectId> target, SubjectId rank1) {}
}
