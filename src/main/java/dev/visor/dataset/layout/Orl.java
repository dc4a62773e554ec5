package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** ORL, also called AT&amp;T: {@code sN/M.pgm}, 40 people with 10 grey photos each. Ids are {@code sN_M}. */
public final class Orl implements DataSetReader {

    private static final String EXPECTED = "s1/1.pgm to s40/10.pgm";

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        List<FacePhoto> photos = Folders.photos(folder, (subject, stem) -> subject + "_" + stem, Map.of()).stream()
                .filter(p -> p.id().value().matches("s\\d+_\\d+"))
                .toList();
        if (photos.isEmpty()) {
            throw new InputError(folder + ": it holds no photos; expected " + EXPECTED);
        }
        return new DataSet(id, photos, List.of());
    }
}
