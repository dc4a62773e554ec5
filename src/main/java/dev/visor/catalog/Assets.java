package dev.visor.catalog;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.layout.Lfw;
import dev.visor.dataset.layout.Orl;
import dev.visor.dataset.layout.PlainFolder;
import dev.visor.harness.TestBed;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerLoader;
import dev.visor.recognizer.djl.MtcnnDetector;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The test bed on disk: files of the assets folder and of packages, each checked by its digest before it is opened. */
public final class Assets implements TestBed {

    private static final Map<String, RecognizerLoader> LOADERS = Map.of("torchscript", TorchScriptRecognizer::new);

    private static final Map<String, DataSetReader> READERS =
            Map.of("lfw", new Lfw(), "orl", new Orl(), "folder", new PlainFolder());

    private final Optional<Path> folder;

    /** @param folder with models/ and data/; empty if there is none */
    public Assets(Optional<Path> folder) {
        this.folder = folder;
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        Path file = file(
                "recognizer " + card.id(), card.asset().pack(), card.asset().path());
        try {
            Digest found = Digest.ofFile(file);
            if (!found.equals(card.sha256())) {
                throw new InputError(
                        "recognizer %s: %s has sha256 %s, its card says %s; get the file again, or correct the card if the file is right"
                                .formatted(
                                        card.id(),
                                        file,
                                        found.hex(),
                                        card.sha256().hex()));
            }
        } catch (IOException e) {
            throw new InputError("recognizer %s: %s cannot be read".formatted(card.id(), file), e);
        }
        return LOADERS.get(card.type()).load(card, file, compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        return READERS.get(card.type()).read(card.id(), file("data set " + card.id(), card.pack(), card.path()));
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return switch (word) {
            case "landmarks" -> Optional.empty();
            case "mtcnn" ->
                Optional.of(new MtcnnDetector(
                        file("detector mtcnn", "", "models"), MtcnnDetector.Settings.STANDARD, compute));
            default -> throw new InputError("detector " + word + ": unknown");
        };
    }

    private Path file(String what, String pack, String path) {
        Path root = folder.orElseThrow(() -> new InputError(
                what + ": needs " + path + " of an assets folder; name it with --assets DIR or VISOR_ASSETS"));
        Path file = root.resolve(path);
        if (!Files.exists(file)) {
            throw new InputError(
                    "%s: %s does not exist; expected it in the assets folder (--assets DIR or VISOR_ASSETS)"
                            .formatted(what, file));
        }
        return file;
    }
}
