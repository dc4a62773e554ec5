package dev.visor.catalog.importing;

import dev.visor.catalog.Catalog;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.card.RecognizerChecks;
import dev.visor.harness.card.RecognizerChecks.Check;
import dev.visor.recognizer.ModelKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return file.toString().endsWith(ENDING)
                && file.getParent() != null
                && file.getParent().endsWith(FOLDER);
    }

    /**
     * Checks the recognizer of a card of the project, on faces of a data set.
     *
     * @param folder with models/ and data/; empty if there is none
     * @throws InputError if the file is no card of the project; a model is told to be imported first
     */
    public static List<Check> run(String file, String data, Path home, Optional<Path> folder, Progress progress) {
        Path path = Path.of(file);
        if (!isCard(path)) {
            ModelKind.of(path);
            throw new InputError(
                    "%s is a model, which is checked by its card: visor import makes it, then visor validate suites/recognizers/ID.yaml"
                            .formatted(file));
        }
        String id = path.getFileName().toString().replace(ENDING, "");
        try (TrialPhotos photos = TrialPhotos.of(data, home, folder, progress)) {
            return RecognizerChecks.of(
                    new Catalog(home)
                            .recognizer(id)
                            .orElseThrow(() -> new InputError(
                                    "%s is no card of the project's suites/recognizers".formatted(file))),
                    photos.assets(),
                    photos.data(),
                    photos.photographs(),
                    photos.compute());
        }
    }
}
