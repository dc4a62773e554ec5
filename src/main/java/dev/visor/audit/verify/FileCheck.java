package dev.visor.audit.verify;

import dev.visor.core.InputError;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.Trace;
import java.util.Map;
import java.util.Optional;

/**
 * Every table against the digest that the run took of it when it ended; a single changed cell is found by its {@link Trace}.
 *
 * <p>That guards against accidents: whoever edits a table on purpose can edit {@code run.json}, too.
 */
final class FileCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        Map<String, RunInfo.FileEntry> files = evidence.info().files();
        if (files.isEmpty()) {
            findings.remark("run.json holds no digests of the tables (an older Visor wrote it): a change that moves no"
                    + " number passes unseen");
            return;
        }
        for (RecordFile file : RecordFile.values()) {
            boolean expected =
                    file.ofEveryRun() || file.ofInversions() && evidence.plan().inverts();
            if (!expected && !files.containsKey(file.word())) {
                continue;
            }
            if (!files.containsKey(file.word())) {
                findings.mismatchOf("files", "%s is missing, expected its sha256", file.word());
            } else if (evidence.record().has(file)) {
                compare(evidence, file, files.get(file.word()), findings);
            } else if (!file.ofEveryRun()) {
                // The others are missed by whoever reads them.
                findings.mismatch(file.word(), "is missing, expected the table that the run wrote");
            }
        }
        findings.recomputed("file digests", files.size());
    }

    private static void compare(Evidence evidence, RecordFile file, RunInfo.FileEntry earlier, Findings findings) {
        String now = evidence.record().sha256(file);
        if (now.equals(earlier.sha256())) {
            return;
        }
        Optional<Trace.Change> change = change(evidence, file, earlier);
        if (change.isEmpty()) {
            findings.mismatch(
                    file.word(), "was changed after the run ended: sha256 %s, expected %s", now, earlier.sha256());
            return;
        }
        findings.mismatch(
                file,
                change.get().line(),
                change.get().column(),
                "\"%s\", expected %s: changed after the run ended",
                change.get().now(),
                change.get().before().map(text -> "\"" + text + "\"").orElse("another value"));
    }

    /** A table that cannot be read has been found already. */
    private static Optional<Trace.Change> change(Evidence evidence, RecordFile file, RunInfo.FileEntry earlier) {
        try {
            return Trace.between(earlier.trace(), evidence.record(), file);
        } catch (InputError e) {
            return Optional.empty();
        }
    }
}
