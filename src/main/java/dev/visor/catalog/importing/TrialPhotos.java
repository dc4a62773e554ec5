package dev.visor.catalog.importing;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.core.InputError;
import dev.visor.core.text.Printable;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.layout.Lfw;
import dev.visor.dataset.layout.PlainFolder;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.tensor.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Photos to try a recognizer on, and what finds the faces in them.
 *
 * @param detector empty where the data set tells all landmarks
 */
record TrialPhotos(
        DataSet data, FaceLocator photographs, Optional<FaceDetector> detector, Assets assets, Compute compute)
        implements AutoCloseable {

    /**
     * Opens the device, and a detector where one is needed.
     *
     * @param data id of a data set of the catalog, or a folder of photos
     * @param catalog that holds the data set
     * @param folders of models and data
     * @throws InputError if there is no such data
     */
    static TrialPhotos of(String data, Catalog catalog, AssetFolders folders, Progress progress) {
        Assets assets = Assets.of(folders, progress::say);
        DataSet photos = read(data, catalog, assets);
        Compute compute = Compute.open("cpu");
        try {
            boolean told =
                    photos.photos().stream().allMatch(photo -> photo.landmarks().isPresent());
            Optional<FaceDetector> detector =
                    told ? Optional.empty() : assets.detector(word(folders.assets()), compute);
            return new TrialPhotos(photos, new FaceLocator(detector, new MemoryStore()), detector, assets, compute);
        } catch (RuntimeException e) {
            compute.close();
            throw e;
        }
    }

    /** Reads a data set of the catalog, or a folder of photos: one sub-folder a person, and perhaps LFW's list of pairs. */
    static DataSet read(String data, Catalog catalog, Assets assets) {
        Path path = Path.of(data);
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve("pairs.txt"))
                    ? new Lfw().read("data", path)
                    : new PlainFolder().read("data", path);
        }
        return assets.dataSet(catalog.dataSet(data)
                .orElseThrow(() -> new InputError(
                        "\"%s\" is no data set (visor list datasets) and no folder of photos, one sub-folder a person"
                                .formatted(Printable.line(data)))));
    }

    private static String word(Optional<Path> folder) {
        return folder.filter(root -> Files.exists(root.resolve("models/mtcnn_pnet.pt")))
                .map(root -> "mtcnn")
                .orElse("ultra-light");
    }

    @Override
    public void close() {
        detector.ifPresent(FaceDetector::close);
        compute.close();
    }
}
