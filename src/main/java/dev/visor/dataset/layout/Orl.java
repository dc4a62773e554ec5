package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** ORL, also called AT&amp;T: {@code sN/M.pgm}, 40 people with 10 grey photos each. Ids are {@code sN_M}. */
public final class Orl implements DataSetReader {

    private static final String OTHER_NAMES = "images not named like ORL's";

    private static final String EXPECTED = "s1/1.pgm to s40/10.pgm";

    @Override
    public DataSet read(String id, Path folder) {
        Folders.requireFolder(folder, EXPECTED);
        Folders found = Folders.of(folder, (subject, stem) -> subject + "_" + stem, Map.of());
        List<FacePhoto> photos = found.photos().stream()
                .filter(p -> p.id().value().matches("s\\d+_\\d+"))
                .toList();
        if (photos.isEmpty()) {
            throw new InputError(folder + ": it holds no photos; expected " + EXPECTED);
        }
        int others = found.photos().size() - photos.size();
        return new DataSet(
                id, photos, List.of(), PhotoFiles.sum(Stream.of(found.leftOut(), Map.of(OTHER_NAMES, others))));
    }
}
