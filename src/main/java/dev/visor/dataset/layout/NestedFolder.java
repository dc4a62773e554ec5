package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.PhotoFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * One sub-folder a subject, and in it folders with that subject's photos: {@code <subject>/img/<photo>}, as OPOM's and
 * Protego's face databases lie. Ids are {@code <subject>_<inner folder>_<file name without ending>}.
 */
public final class NestedFolder implements DataSetReader {

    private static final String EXPECTED =
            "one sub-folder for each subject, and in it folders with that subject's photos";

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        Folders found = Folders.nested(
                folder, (subject, stem) -> subject + "_" + stem, LandmarksFile.read(folder.resolve("landmarks.csv")));
        if (found.photos().isEmpty()) {
            throw new InputError("%s: it holds %s; expected %s, or the type folder"
                    .formatted(
                            folder,
                            found.leftOut().isEmpty()
                                    ? "no photos"
                                    : "no such photos, but " + PhotoFiles.told(found.leftOut()),
                            EXPECTED));
        }
        return new DataSet(id, found.photos(), List.of(), found.leftOut());
    }
}
