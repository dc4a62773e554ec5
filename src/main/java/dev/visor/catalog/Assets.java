package dev.visor.catalog;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.DataSetReader;
import dev.visor.dataset.layout.LabelledPhotos;
import dev.visor.dataset.layout.Lfw;
import dev.visor.dataset.layout.Orl;
import dev.visor.dataset.layout.PlainFolder;
import dev.visor.dataset.packages.PackageCache;
import dev.visor.harness.TestBed;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerLoader;
import dev.visor.recognizer.djl.FaceApiRecognizer;
import dev.visor.recognizer.djl.MtcnnDetector;
import dev.visor.recognizer.djl.OnnxRecognizer;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.recognizer.djl.UltraLightDetector;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The test bed on disk: files of the assets folder and of packages, each checked by its digest before it is opened. */
public final class Assets implements TestBed {

    private static final Map<String, RecognizerLoader> LOADERS = Map.of(
            "torchscript", TorchScriptRecognizer::new, "face-api", FaceApiRecognizer::new, "onnx", OnnxRecognizer::new);

    private static final String ULTRA_LIGHT = "faceplugin-face-recognition-js@0.0.1";
    private static final Digest ULTRA_LIGHT_DETECT =
            new Digest("6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854");
    private static final Digest ULTRA_LIGHT_LANDMARK =
            new Digest("f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258");

    private static final Map<String, DataSetReader> READERS =
            Map.of("lfw", new Lfw(), "orl", new Orl(), "folder", new PlainFolder());

    private final Path home;
    private final Optional<Path> folder;
    private final PackageCache packages;

    /**
     * Opens nothing yet.
     *
     * @param home the folder that holds {@code suites/}
     * @param folder with models/ and data/; empty if there is none
     */
    public Assets(Path home, Optional<Path> folder, PackageCache packages) {
        this.home = home;
        this.folder = folder;
        this.packages = packages;
    }

    /**
     * The test bed of this machine, with packages in its cache ({@code VISOR_CACHE}).
     *
     * @param said hears of every package that is fetched
     */
    public static Assets of(Path home, Optional<Path> folder, Consumer<String> said) {
        return new Assets(home, folder, PackageCache.of(System.getenv(), said));
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        String pack = card.asset().pack();
        Path file = pack.isEmpty()
                ? checked(card)
                : packages.file(pack, card.asset().path(), card.sha256());
        return LOADERS.get(card.type()).load(card, file, compute);
    }

    private Path checked(RecognizerCard card) {
        Path file = inFolder("recognizer " + card.id(), card.asset().path());
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
        return file;
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        Path photos = card.pack().isEmpty()
                ? inFolder("data set " + card.id(), card.path())
                : packages.folder(card.pack()).resolve(card.path());
        DataSetReader reader = card.type().equals("labelled-photos")
                ? new LabelledPhotos(home.resolve("suites/datasets").resolve(card.id() + ".csv"))
                : READERS.get(card.type());
        return reader.read(card.id(), photos);
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return switch (word) {
            case "landmarks" -> Optional.empty();
            case "mtcnn" ->
                Optional.of(new MtcnnDetector(
                        inFolder("detector mtcnn", "models"), MtcnnDetector.Settings.STANDARD, compute));
            case "ultra-light" ->
                Optional.of(new UltraLightDetector(
                        packages.file(ULTRA_LIGHT, "model/fr_detect.onnx", ULTRA_LIGHT_DETECT),
                        packages.file(ULTRA_LIGHT, "model/fr_landmark.onnx", ULTRA_LIGHT_LANDMARK)));
            default -> throw new IllegalArgumentException("no detector is called " + word);
        };
    }

    private Path inFolder(String what, String path) {
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
