package dev.visor.diagnosis;

import dev.visor.result.RunInfo;
import dev.visor.result.entry.DatasetEntry;

/**
 * The edition since which runs raise a warning by its present rule and in its present words: what a record of that time
 * owes. A warning that is added later gets an edition of its own, so that records from before stay sound.
 */
public enum WarningEdition {
    /** The edition of records that hold the digests of their files, and of those before. */
    FIRST {
        @Override
        public Duty duty(RunInfo info) {
            return info.files().isEmpty() && !ofSecondFormat(info) ? Duty.IF_PRESENT : Duty.HELD;
        }
    },
    /** The edition since which records hold a digest of the photos that they are about. */
    PHOTO_DIGESTS {
        @Override
        public Duty duty(RunInfo info) {
            return info.dataset().contents().equals(DatasetEntry.UNKNOWN_CONTENTS) && !ofSecondFormat(info)
                    ? Duty.IF_PRESENT
                    : Duty.HELD;
        }
    },
    /** The third edition of what an inversion run measures, as its settings tell; by another rule before. */
    THIRD_METRICS {
        @Override
        public Duty duty(RunInfo info) {
            return ofSecondFormat(info) || new SuiteSettings(info).metrics() >= 3 ? Duty.HELD : Duty.FREE;
        }
    },
    /** Added while records had format 1, which do not tell whether they are from before or after. */
    WITHIN_FIRST_FORMAT {
        @Override
        public Duty duty(RunInfo info) {
            return ofSecondFormat(info) ? Duty.HELD : Duty.IF_PRESENT;
        }
    },
    /** The edition of format 2; by another rule in some records of format 1. */
    SECOND_FORMAT {
        @Override
        public Duty duty(RunInfo info) {
            return ofSecondFormat(info) ? Duty.HELD : Duty.FREE;
        }
    };

    /** A record's duty toward a warning. */
    public enum Duty {
        /** Held: the warning is there if it follows, and only then, in its words. */
        HELD,
        /** Optional: the warning may be missing. If it is there, it follows, in its words. */
        IF_PRESENT,
        /** Free: the warning was raised by another rule, and is not checked. */
        FREE
    }

    /** Returns the duty of that record toward a warning of this edition. */
    public abstract Duty duty(RunInfo info);

    private static boolean ofSecondFormat(RunInfo info) {
        return info.formatVersion() >= 2;
    }
}
