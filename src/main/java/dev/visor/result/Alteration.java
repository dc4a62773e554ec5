package dev.visor.result;

import dev.visor.core.InputError;
import dev.visor.result.RunInfo.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something of a record that is not as its run left it, told by the digests in {@code run.json}.
 *
 * <p>That guards against accidents: whoever edits a table on purpose can edit {@code run.json}, too.
 *
 * @param where file, and line and column where a single cell was changed
 * @param what stands there, and what was expected
 */
public record Alteration(String where, String what) {

    /** Finds alterations of all that the run took a digest of; none if it is not over, or of an older Visor. */
    static List<Alteration> all(RunRecord record, RunInfo info) {
        Map<String, FileEntry> digests = info.files();
        List<Alteration> all = new ArrayList<>(ofRun(record));
        for (RecordFile file : digests.isEmpty() ? List.<RecordFile>of() : List.of(RecordFile.values())) {
            boolean there = record.has(file);
            FileEntry earlier = digests.get(file.word());
            if (earlier == null && there) {
                all.add(new Alteration(file.word(), "was put there after the run ended"));
            } else if (earlier != null && !there) {
                all.add(new Alteration(file.word(), "is missing, expected the table that the run wrote"));
            } else if (earlier != null) {
                of(record, file, earlier).ifPresent(all::add);
            }
        }
        all.addAll(pictures(record));
        return all;
    }

    /** Finds the alteration of a table that is there. */
    public static Optional<Alteration> of(RunRecord record, RecordFile file, FileEntry earlier) {
        String now = record.sha256(file);
        if (now.equals(earlier.sha256())) {
            return Optional.empty();
        }
        return Optional.of(change(record, file, earlier)
                .map(change -> new Alteration(
                        file.word() + " line " + change.line() + ", column " + change.column(),
                        "\"%s\", expected %s: changed after the run ended"
                                .formatted(
                                        change.now(),
                                        change.before()
                                                .map(text -> "\"" + text + "\"")
                                                .orElse("another value"))))
                .orElseGet(() -> new Alteration(
                        file.word(),
                        "was changed after the run ended: sha256 %s, expected %s".formatted(now, earlier.sha256()))));
    }

    /**
     * Finds alterations of {@code run.json} itself, key by key; none in a record of format 1, which has no digest of
     * it.
     */
    public static List<Alteration> ofRun(RunRecord record) {
        return RunJson.alterations(record.directory());
    }

    /**
     * Finds alterations of the pictures of faces; that some or all were removed, as before a record is published, is
     * none.
     */
    public static List<Alteration> pictures(RunRecord record) {
        return record.has(RecordFile.PICTURES) ? Pictures.alterations(record.directory()) : List.of();
    }

    /** A table that cannot be read is told of by whoever reads it. */
    private static Optional<Trace.Change> change(RunRecord record, RecordFile file, FileEntry earlier) {
        try {
            return Trace.between(earlier.trace(), record, file);
        } catch (InputError e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return where + ": " + what;
    }
}
