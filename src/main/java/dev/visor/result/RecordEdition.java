package dev.visor.result;

/**
 * Which metrics a record has: those of its edition. A record of an older edition lacks what came later, and is no worse for it.
 *
 * <p>Edition 1 is that of format 1; edition 2 has net rates.
 */
public final class RecordEdition {

    /** That of the records which this Visor writes. */
    public static final int CURRENT = of(RunInfo.FORMAT_VERSION);

    private RecordEdition() {}

    /** The edition of a record, from 1. */
    public static int of(RunInfo info) {
        return of(info.formatVersion());
    }

    private static int of(int formatVersion) {
        return formatVersion == 1 ? 1 : 2;
    }
}
