package dev.visor.audit.verify;

import dev.visor.core.InputError;
import dev.visor.result.csv.RecordFolder;

/** Checks the content of a record's folder: files and folders, no link, pipe or device. */
final class FolderCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        try {
            RecordFolder folder = evidence.record().folder();
            folder.irregular()
                    .forEach((name, kind) ->
                            findings.mismatch(name, "is %s, expected nothing but regular files and folders", kind));
        } catch (InputError e) {
            findings.mismatch("folder", "%s", e.getMessage());
        }
    }
}
