package dev.visor.catalog.importing;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Catalog;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.card.RecognizerChecks;
import dev.visor.harness.card.RecognizerChecks.Check;
import dev.visor.recognizer.ModelKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks a recognizer by its card, for {@code visor validate}. */
public final class CardValidation {

    private static final String FOLDER = "recognizers";
    private static final String ENDING = ".yaml";

    private CardValidation() {}

    /** Whether a file is a recognizer's card, or a model that needs one. */
    public static boolean concerns(String file) {
        return isCard(Path.of(file)) || file.matches(".*\\.(onnx|pt|pth|ckpt|safetensors|tflite|h5)");
    }

    private static boolean isCard(Path file) {
        return isCardIn(FOLDER, file);
    }

    /** Whether a file lies in a folder of cards of that name. */
    static boolean isCardIn(String folder, Path file) {
        return file.toString().endsWith(ENDING)
                && file.getParent() != null
                && file.getParent().endsWith(folder);
    }

    /** Returns the id of the card in a file. */
    static String id(Path file) {
        return file.getFileName().toString().replace(ENDING, "");
    }

    /** Whether the card of that name which the catalog holds is this file. */
    static boolean isOf(AssetFolders folders, String kind, Path file) {
        Path within = Path.of("suites", kind).resolve(file.getFileName());
        return folders.catalogs()
                .with(within.toString())
                .filter(catalog -> isSame(catalog.path().resolve(within), file))
                .isPresent();
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Checks the recognizer of a card of a catalog, on faces of a data set.
     *
     * @param folders of the catalog, and of models and data
     * @throws InputError if the file is no card of the catalog; a model is told to be imported first
     */
    public static List<Check> run(String file, String data, Catalog catalog, AssetFolders folders, Progress progress) {
        Path path = Path.of(file);
        if (!isCard(path)) {
            ModelKind.of(path);
            throw new InputError(
                    "%s is a model, which is checked by its card: visor import makes it, then visor validate suites/recognizers/ID.yaml"
                            .formatted(file));
        }
        String id = id(path);
        try (TrialPhotos photos = TrialPhotos.of(data, catalog, folders, progress)) {
            return RecognizerChecks.of(
                    catalog.recognizer(id)
                            .filter(card -> isOf(folders, FOLDER, path))
                            .orElseThrow(() -> new InputError(
                                    "%s is no card of the project's suites/recognizers, nor of a catalog that --catalog names"
                                            .formatted(file))),
                    photos.assets(),
                    photos.data(),
                    photos.photographs(),
                    photos.compute());
        }
    }
}
