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
 * {@code landmarks.csv} and a list of pairs beside it ({@link LfwPairs}). Ids are file names without ending.
 */
public final class Lfw implements DataSetReader {

    /** The list of View 2. */
    public static final String VIEW_2 = "pairs.txt";

    private static final String EXPECTED = "<Name>/<Name>_0001.jpg in it or in its sub-folder images";

    private final String pairs;

    /** With View 2's pairs. */
    public Lfw() {
        this(VIEW_2);
    }

    /** @param pairs the name of the list beside the photos; only {@value #VIEW_2} may be missing */
    public Lfw(String pairs) {
        this.pairs = pairs;
    }

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
        Path list = folder.resolve(pairs);
        if (!pairs.equals(VIEW_2) && !Files.exists(list)) {
            throw new InputError(
                    "%s: there is no such file, but the data set's card names it under params.pairs".formatted(list));
        }
        return new DataSet(id, photos, LfwPairs.read(list, photos), found.leftOut());
    }
}
