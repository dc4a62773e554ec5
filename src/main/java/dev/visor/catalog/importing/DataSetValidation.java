package dev.visor.catalog.importing;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Assets;
import dev.visor.catalog.Catalog;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.exchange.DataSetCheck;
import dev.visor.harness.exchange.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks a data set by its card, or a folder of photos, for {@code visor validate}. */
public final class DataSetValidation {

    private static final String FOLDER = "datasets";

    private DataSetValidation() {}

    /** Whether a file is a data set's card, or a folder that may be one. */
    public static boolean concerns(Path path) {
        return CardValidation.isCardIn(FOLDER, path) || Files.isDirectory(path);
    }

    /**
     * Reads all of it.
     *
     * @param folders of the catalog, and of models and data
     * @return a line for each thing that was looked at; one alone if it cannot be read as its card says
     * @throws InputError if the file is no card of the catalog
     */
    public static List<Finding> run(String file, Catalog catalog, AssetFolders folders, Progress progress) {
        Path path = Path.of(file);
        String data = Files.isDirectory(path) ? file : CardValidation.id(path);
        if (!Files.isDirectory(path) && !CardValidation.isOf(folders, FOLDER, path)) {
            throw new InputError("%s is no card of the project's suites/datasets, nor of a catalog that --catalog names"
                    .formatted(file));
        }
        try {
            return DataSetCheck.of(TrialPhotos.read(data, catalog, Assets.of(folders, progress::say)), progress);
        } catch (InputError e) {
            return List.of(Finding.fault(e.getMessage()));
        }
    }
}
