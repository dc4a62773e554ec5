package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One sub-folder a subject with that subject's photos, and a {@code landmarks.csv} if there is one. Ids are
 * {@code <subject>_<file name without ending>}.
 */
public final class PlainFolder implements DataSetReader {

    private static final String EXPECTED = "one sub-folder for each subject, with that subject's photos";

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        Folders found = Folders.of(
                folder, (subject, stem) -> subject + "_" + stem, LandmarksFile.read(folder.resolve("landmarks.csv")));
        List<FacePhoto> photos = found.photos();
        if (photos.isEmpty()) {
            int loose = PhotoFiles.in(folder).photos().size();
            throw new InputError("%s: it holds %s; expected %s (or another type, if folders lie in those)"
                    .formatted(
                            folder,
                            loose == 0
                                    ? nothing(found.leftOut())
                                    : loose + " photos, but not in a subject's sub-folder",
                            EXPECTED));
        }
        return new DataSet(id, photos, List.of(), found.leftOut());
    }

    private static String nothing(Map<String, Integer> leftOut) {
        return leftOut.isEmpty() ? "no photos" : "no photos that can be read, but " + PhotoFiles.told(leftOut);
    }
}
