package dev.visor.audit.verify;

import dev.visor.result.Alteration;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import java.util.Map;

/**
 * {@code run.json} against its own digest, and every table against the digest that the run took of it when it ended; a single changed cell is found by its {@link dev.visor.result.Trace}.
 */
final class FileCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        Alteration.ofRun(evidence.record()).forEach(alteration -> tell(alteration, findings));
        if (evidence.info().formatVersion() < RunInfo.FORMAT_VERSION) {
            findings.remark("run.json holds no digest of itself (format 1): a changed key that moves no number passes"
                    + " unseen");
        }
        Map<String, RunInfo.FileEntry> files = evidence.info().files();
        if (files.isEmpty()) {
            findings.remark("run.json holds no digests of the tables (an older Visor wrote it): a change that moves no"
                    + " number passes unseen");
            return;
        }
        for (RecordFile file : RecordFile.values()) {
            boolean expected =
                    file.ofEveryRun() || file.ofInversions() && evidence.plan().inverts();
            boolean there = evidence.record().has(file);
            if (!expected && !files.containsKey(file.word())) {
                if (there) {
                    findings.mismatch(file.word(), "was put there after the run ended");
                }
                continue;
            }
            if (!files.containsKey(file.word())) {
                findings.mismatchOf("files", "%s is missing, expected its sha256", file.word());
            } else if (there) {
                compare(evidence, file, files.get(file.word()), findings);
            } else if (!file.ofEveryRun()) {
                // The others are missed by whoever reads them.
                findings.mismatch(file.word(), "is missing, expected the table that the run wrote");
            }
        }
        Alteration.pictures(evidence.record()).forEach(alteration -> tell(alteration, findings));
        findings.recomputed("file digests", files.size());
    }

    private static void compare(Evidence evidence, RecordFile file, RunInfo.FileEntry earlier, Findings findings) {
        Alteration.of(evidence.record(), file, earlier).ifPresent(alteration -> tell(alteration, findings));
    }

    private static void tell(Alteration alteration, Findings findings) {
        findings.mismatch(alteration.where(), "%s", alteration.what());
    }
}
