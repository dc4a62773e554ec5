package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Labeled Faces in the Wild: {@code images/<Name>/<Name>_NNNN.jpg} or {@code <Name>/<Name>_NNNN.jpg}, with or without
 * {@code landmarks.csv} and the View 2 list {@code pairs.txt} beside it. Ids are file names without ending.
 */
public final class Lfw implements DataSetReader {

    private static final String EXPECTED = "<Name>/<Name>_0001.jpg in it or in its sub-folder images";

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        Path images = Files.isDirectory(folder.resolve("images")) ? folder.resolve("images") : folder;
        Folders found =
                Folders.of(images, (subject, stem) -> stem, LandmarksFile.read(folder.resolve("landmarks.csv")));
        List<FacePhoto> photos = found.photos();
        if (photos.isEmpty()) {
            throw new InputError(folder + ": it holds no photos; expected " + EXPECTED);
        }
        for (FacePhoto photo : photos) {
            if (!photo.id().value().startsWith(photo.subject() + "_")) {
                throw new InputError("%s: in LFW a photo's name begins with its folder's; expected %s_0001.jpg or the"
                                .formatted(photo.file(), photo.subject())
                        + " layout of a plain folder");
            }
        }
        return new DataSet(id, photos, LfwPairs.read(folder.resolve("pairs.txt"), photos), found.leftOut());
    }
}
