package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.catalog.type.JarTypes;
import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.catalog.yaml.EntryFile;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.YamlFiles;
import dev.visor.core.InputError;
import dev.visor.core.expectation.Claim;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.ServiceCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of {@code suites/}, {@code attacks/} and {@code defenses/} under the project's folder, and under those beside it.
 *
 * <p>Entries and cards are read once, when they are first asked for; suites each time.
 */
public final class Catalog {

    private final CatalogFolders folders;
    private final PluginTypes types;
    private Optional<CatalogFiles> sound = Optional.empty();

    /** @param home the folder that holds {@code suites/}, {@code attacks/} and {@code defenses/} */
    public Catalog(Path home) {
        this(CatalogFolders.own(home));
    }

    /**
     * Several catalogs as one: an id that stands in two of them is a problem. Jars of those beside the project's own are loaded.
     *
     * @throws InputError if a jar is not sound
     */
    public Catalog(CatalogFolders folders) {
        this(folders, types(folders));
    }

    Catalog(CatalogFolders folders, PluginTypes types) {
        this.folders = folders;
        this.types = types;
    }

    private static PluginTypes types(CatalogFolders folders) {
        PluginTypes types = BuiltIns.types();
        folders.beside().forEach(folder -> JarTypes.add(folder, types));
        return types;
    }

    /**
     * One suite with all that it names, of whichever kind.
     *
     * @param suite an id ({@code quickstart}) or the path of a file
     * @throws InputError with one line for each problem of any file that could matter, if there is any
     */
    public Experiment experiment(String suite, Overrides overrides) {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(overrides, problems);
        Path file = suiteFile(suite);
        Optional<? extends Experiment> resolved = resolve(file, catalogFiles, overrides, problems);
        problems.throwIfAny();
        return resolved.orElseThrow(() -> new IllegalStateException(file + " is neither sound nor wrong"));
    }

    /**
     * One suite that recognizes.
     *
     * @throws InputError likewise, and if the suite inverts
     */
    public ResolvedSuite suite(String suite, Overrides overrides) {
        if (experiment(suite, overrides) instanceof ResolvedSuite recognizing) {
            return recognizing;
        }
        throw new InputError(
                "suite %s is of kind inversion, which this command has no use for; name one that recognizes"
                        .formatted(suite));
    }

    /**
     * Every suite with all that it names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Experiment> validate() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        List<Experiment> suites = new ArrayList<>();
        suites(problems)
                .files()
                .values()
                .forEach(file -> resolve(file.path(), catalogFiles, Overrides.NONE, problems)
                        .ifPresent(suites::add));
        problems.throwIfAny();
        return suites;
    }

    /** Whether each recognizer's weights are there. */
    public List<AssetCheck> checkAssets(Optional<Path> assets) {
        AssetFolders assetFolders = new AssetFolders(folders, assets);
        return soundFiles().recognizers().items().values().stream()
                .map(card -> AssetCheck.of(card, assetFolders))
                .toList();
    }

    /**
     * Every file of {@code defenses/}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<Defense>> defenses() {
        return soundFiles().defenses().items().values().stream().toList();
    }

    /**
     * Every file of {@code attacks/}, whether or not a suite names it, in the order of their names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<? extends Attack>> attacks() {
        return soundFiles().allAttacks();
    }

    /**
     * Every card of {@code suites/services}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<ServiceCard> services() {
        CatalogFiles catalogFiles = soundFiles();
        return List.copyOf(catalogFiles.services().items().values());
    }

    /**
     * Finds the data set of that name; empty if there is none.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public Optional<DataSetCard> dataSet(String id) {
        return soundFiles().dataSets().find(id);
    }

    /**
     * The recognizer's card of that name; empty if there is none.
     *
     * @throws InputError with one line for each problem of any card of recognizers, if there is any
     */
    public Optional<RecognizerCard> recognizer(String id) {
        return soundFiles().recognizers().find(id);
    }

    /**
     * The names of all recognizers' cards.
     *
     * @throws InputError with one line for each problem of any card of recognizers, if there is any
     */
    public Set<String> recognizers() {
        return soundFiles().recognizers().names();
    }

    /**
     * Every claim of a folder, in the order of their names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Claim> claims(Path folder) {
        ValidationErrors problems = new ValidationErrors();
        CatalogFolder own = folders.all().get(0);
        if (!Files.isDirectory(own.path().resolve(folder))) {
            throw new InputError("claims folder %s does not exist".formatted(folder));
        }
        EntryFolder<Claim> claims =
                new YamlFiles(own, problems).entryFolder(folder.toString(), new ClaimReader(problems)::read);
        problems.throwIfAny();
        return List.copyOf(claims.items().values());
    }

    /** Returns the entries that {@code visor list} shows. */
    public Listing listing() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        EntryFolder<Path> suites = suites(problems);
        problems.throwIfAny();
        return new Listing(catalogFiles, validate(), suites.files(), folders.anyBeside());
    }

    private Optional<? extends Experiment> resolve(
            Path file, CatalogFiles catalogFiles, Overrides overrides, ValidationErrors problems) {
        return new YamlFiles(folders.of(file), problems)
                .read(file)
                .map(mapping -> overrides.applyTo(mapping, problems))
                .flatMap(mapping -> read(mapping, YamlFiles.name(file), catalogFiles, overrides, problems));
    }

    private static Optional<? extends Experiment> read(
            Mapping mapping, String id, CatalogFiles catalogFiles, Overrides overrides, ValidationErrors problems) {
        if (!mapping.members().containsKey("kind")) {
            return new SuiteReader(catalogFiles, problems).read(mapping, id, overrides.written());
        }
        Yaml kind = mapping.members().get("kind");
        if (!(kind instanceof Yaml.Scalar word) || !word.text().equals("inversion")) {
            problems.add(kind.where(), "kind must be \"inversion\" or be left out, got " + kind.shown());
            return Optional.empty();
        }
        return new InversionReader(catalogFiles, problems).read(mapping, id, overrides.written());
    }

    private CatalogFiles soundFiles() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return catalogFiles;
    }

    private synchronized CatalogFiles catalogFiles(Overrides overrides, ValidationErrors problems) {
        Map<String, Map<String, Mapping>> sets = overrides.entries(problems);
        if (sets.isEmpty() && sound.isPresent()) {
            return sound.get();
        }
        CatalogFiles catalogFiles = CatalogFiles.EMPTY;
        for (CatalogFolder folder : folders.all()) {
            catalogFiles = catalogFiles.with(new FolderReader(folder, types, sets, problems).read(), problems);
        }
        catalogFiles.reportTwins(problems);
        catalogFiles = catalogFiles.composed(problems);
        unknownEntries(
                "defense",
                sets.getOrDefault("defenses", Map.of()),
                catalogFiles.defenses().names(),
                problems);
        unknownEntries("attack", sets.getOrDefault("attacks", Map.of()), catalogFiles.attackNames(), problems);
        if (sets.isEmpty() && problems.isEmpty()) {
            sound = Optional.of(catalogFiles);
        }
        return catalogFiles;
    }

    private static void unknownEntries(
            String kind, Map<String, Mapping> sets, Set<String> names, ValidationErrors problems) {
        sets.forEach((id, params) -> {
            if (!names.contains(id)) {
                problems.add(params.where(), NearestWord.unknown(kind, id, names));
            }
        });
    }

    private EntryFolder<Path> suites(ValidationErrors problems) {
        EntryFolder<Path> suites = EntryFolder.empty();
        for (CatalogFolder folder : folders.all()) {
            suites = suites.with(new YamlFiles(folder, problems).unread("suites"), problems);
        }
        return suites;
    }

    private Path suiteFile(String suite) {
        ValidationErrors problems = new ValidationErrors();
        Map<String, EntryFile> suites = suites(problems).files();
        problems.throwIfAny();
        if (suites.containsKey(suite)) {
            return suites.get(suite).path();
        }
        if (!suite.endsWith(YamlFiles.ENDING)) {
            throw new InputError(NearestWord.unknown("suite", suite, suites.keySet()));
        }
        return Stream.concat(
                        Stream.of(Path.of(suite)),
                        folders.all().stream().map(folder -> folder.path().resolve(suite)))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new InputError("suite file \"" + suite + "\" does not exist"));
    }
}
