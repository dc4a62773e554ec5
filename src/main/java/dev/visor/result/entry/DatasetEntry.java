package dev.visor.result.entry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The photos there were to choose from.
 *
 * @param digest of their names and landmarks
 * @param contents digest of the names and files of those that were used; {@value #UNKNOWN_CONTENTS} in older records
 * @param leftOut how many other things lay among them, by what they are; empty in older records
 */
public record DatasetEntry(
        String id, int photos, int subjects, String digest, String contents, Map<String, Integer> leftOut) {

    public static final String UNKNOWN_CONTENTS = "-";

    public DatasetEntry {
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }

    /** Makes the entry of an older record. */
    public DatasetEntry(String id, int photos, int subjects, String digest) {
        this(id, photos, subjects, digest, UNKNOWN_CONTENTS, Map.of());
    }

    /** Whether both used the same photos, as far as they tell. */
    public boolean sameAs(DatasetEntry other) {
        return id.equals(other.id)
                && digest.equals(other.digest)
                && (contents.equals(other.contents)
                        || contents.equals(UNKNOWN_CONTENTS)
                        || other.contents.equals(UNKNOWN_CONTENTS));
    }
}
