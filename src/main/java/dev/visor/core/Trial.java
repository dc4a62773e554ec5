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

    /** Returns the same question in another cell, with another outcome. */
    Trial with(Cell cell, Outcome outcome);

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
            implements Trial {

        @Override
        public Verification with(Cell other, Outcome changed) {
            return new Verification(other, pairing, subject, probe, mateSubject, mate, label, fold, changed);
        }
    }

    /**
     * A 1:N search; ranks count gallery images from 1, ties broken by gallery id.
     *
     * @param outcome the similarity of the gallery image at rank 1
     * @param found empty if the probe was not acquired
     */
    record Identification(
            Cell cell, Pairing pairing, SubjectId subject, PhotoId probe, Outcome outcome, Optional<Found> found)
            implements Trial {

        @Override
        public Identification with(Cell other, Outcome changed) {
            return new Identification(other, pairing, subject, probe, changed, found);
        }
    }

    /**
     * A 1:N search for one image among those of the subject in the gallery, asked once for each of them.
     *
     * @param mate the image searched for
     * @param rank of that image in the gallery, from 1, ties broken by gallery id; empty if either was not acquired
     * @param own images of the subject in the gallery, as planned
     * @param outcome the similarity of that image
     */
    record Retrieval(
            Cell cell,
            Pairing pairing,
            SubjectId subject,
            PhotoId probe,
            PhotoId mate,
            OptionalInt rank,
            int own,
            Outcome outcome)
            implements Trial {

        @Override
        public Retrieval with(Cell other, Outcome changed) {
            return new Retrieval(other, pairing, subject, probe, mate, rank, own, changed);
        }
    }

    /**
     * A comparison with a gallery of one person that grows by what is recognized.
     *
     * @param mate the most similar image in the gallery
     * @param round how often the tracker has gone through his photos, from 0, when the gallery is as it was
     * @param own images in the gallery that show the subject
     * @param others images in the gallery that show somebody else
     * @param outcome the similarity of the most similar image
     */
    record Tracking(
            Cell cell,
            Pairing pairing,
            SubjectId subject,
            PhotoId probe,
            PhotoId mate,
            int round,
            int own,
            int others,
            Outcome outcome)
            implements Trial {

        @Override
        public Tracking with(Cell other, Outcome changed) {
            return new Tracking(other, pairing, subject, probe, mate, round, own, others, changed);
        }
    }

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
