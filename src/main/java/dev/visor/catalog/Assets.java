package dev.visor.catalog;

import dev.visor.attack.external.CommandRecognizer;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.core.Digest;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.DataSetType;
import dev.visor.dataset.packages.PackageCache;
import dev.visor.harness.TestBed;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.MtcnnDetector;
import dev.visor.recognizer.djl.RecognizerFormats;
import dev.visor.recognizer.djl.UltraLightDetector;
import dev.visor.recognizer.isolation.FirstLoad;
import dev.visor.recognizer.isolation.IsolatedRecognizer;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The test bed on disk: files of the assets folder and of packages, each checked by its digest before it is opened. */
public final class Assets implements TestBed {

    private static final String ALL = "all";

    private static final String ULTRA_LIGHT = "faceplugin-face-recognition-js@0.0.1";
    private static final Digest ULTRA_LIGHT_DETECT =
            new Digest("6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854");
    private static final Digest ULTRA_LIGHT_LANDMARK =
            new Digest("f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258");

    private static final String FACE_MESH = "@mediapipe/face_mesh@0.4.1657299874";
    private static final String FACE_MESH_FILE = "face_mesh_solution_packed_assets.data";
    private static final Digest FACE_MESH_DIGEST =
            new Digest("dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99");

    private final AssetFolders folders;
    private final PackageCache packages;
    private final FirstLoad firstLoad;
    private final Set<String> isolated;
    private final Map<DataSetCard, DataSet> dataSets = new ConcurrentHashMap<>();

    /**
     * Opens nothing yet.
     *
     * @param home the folder that holds {@code suites/}
     * @param folder with models/ and data/; empty if there is none
     */
    public Assets(Path home, Optional<Path> folder, PackageCache packages) {
        this(new AssetFolders(CatalogFolders.own(home), folder), packages, Set.of());
    }

    private Assets(AssetFolders folders, PackageCache packages, Set<String> isolated) {
        this.folders = folders;
        this.packages = packages;
        this.isolated = isolated;
        this.firstLoad = new FirstLoad(packages.root().resolveSibling("models"));
    }

    /**
     * The test bed of this machine, with packages in its cache ({@code VISOR_CACHE}). Recognizers that {@code VISOR_ISOLATE}
     * names, or {@code all}, run in processes of their own.
     *
     * @param said hears of every package that is fetched
     */
    public static Assets of(Path home, Optional<Path> folder, Consumer<String> said) {
        return of(new AssetFolders(CatalogFolders.own(home), folder), said);
    }

    /** Opens the test bed with catalogs beside the project's own. */
    public static Assets of(AssetFolders folders, Consumer<String> said) {
        String isolated = System.getenv().getOrDefault("VISOR_ISOLATE", "");
        return new Assets(
                folders,
                PackageCache.of(System.getenv(), said),
                Set.copyOf(List.of(isolated.strip().split("[,\\s]+"))));
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        if (card.type().equals(RecognizerType.COMMAND)) {
            return CommandRecognizer.of(card, folders.of(card));
        }
        ModelFile file = file(card);
        if (isolated.contains(card.id()) || isolated.contains(ALL)) {
            return new IsolatedRecognizer(card, file);
        }
        firstLoad.of(card, file);
        return RecognizerFormats.loader(card.type()).load(card, file, compute);
    }

    /**
     * Loads and checks a file in a process of its own, unless it has passed that before.
     *
     * @throws InputError if it is not what its card says
     */
    public void firstLoad(RecognizerCard card, Path file) {
        firstLoad.of(card, ModelFile.of(card, file));
    }

    private ModelFile file(RecognizerCard card) {
        String pack = card.asset().pack();
        return ModelFile.of(
                card,
                pack.isEmpty()
                        ? folders.of(card)
                        : packages.file(pack, card.asset().path()));
    }

    /** Looks through a folder once, however many runs ask for its photos. */
    @Override
    public DataSet dataSet(DataSetCard card) {
        return dataSets.computeIfAbsent(card, this::read);
    }

    private DataSet read(DataSetCard card) {
        Function<String, Path> place = path -> card.pack().isEmpty()
                ? folders.of(card, path)
                : packages.folder(card.pack()).resolve(path);
        DataSet data = BuiltIns.dataSetTypes()
                .get(card.type())
                .maker()
                .make(card.params(), new DataSetType.Place(folders.beside(card, ".csv"), place))
                .read(card.id(), place.apply(card.path()));
        return card.crop().map(data::asCut).orElse(data);
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return switch (word) {
            case "landmarks" -> Optional.empty();
            case "mtcnn" ->
                Optional.of(new MtcnnDetector(
                        folders.inAssets("detector mtcnn", "models"), MtcnnDetector.Settings.STANDARD, compute));
            case "ultra-light" ->
                Optional.of(new UltraLightDetector(
                        ultraLight("model/fr_detect.onnx", ULTRA_LIGHT_DETECT),
                        ultraLight("model/fr_landmark.onnx", ULTRA_LIGHT_LANDMARK)));
            default -> throw new IllegalArgumentException("no detector is called " + word);
        };
    }

    @Override
    public MeshFinder meshFinder(Compute compute) {
        return new MeshFinder(
                new ModelFile("face mesh", packages.file(FACE_MESH, FACE_MESH_FILE), FACE_MESH_DIGEST), compute);
    }

    @Override
    public Class<?> code(RecognizerCard card) {
        return card.type().equals(RecognizerType.COMMAND)
                ? CommandRecognizer.class
                : RecognizerFormats.code(card.type());
    }

    @Override
    public Optional<Class<?>> detectorCode(String word) {
        return switch (word) {
            case "mtcnn" -> Optional.of(MtcnnDetector.class);
            case "ultra-light" -> Optional.of(UltraLightDetector.class);
            default -> Optional.empty();
        };
    }

    private ModelFile ultraLight(String path, Digest sha256) {
        return new ModelFile("detector ultra-light", packages.file(ULTRA_LIGHT, path), sha256);
    }
}
