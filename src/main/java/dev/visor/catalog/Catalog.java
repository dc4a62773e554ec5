package dev.visor.catalog;

import dev.visor.attack.Attack;
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

/** The files of {@code suites/}, {@code attacks/} and {@code defenses/} under one folder. */
public final class Catalog {

    private final Path home;
    private final PluginTypes types;

    /** @param home the folder that holds {@code suites/}, {@code attacks/} and {@code defenses/} */
    public Catalog(Path home) {
        this(home, PluginTypes.builtIn());
    }

    Catalog(Path home, PluginTypes types) {
        this.home = home.toAbsolutePath().normalize();
        this.types = types;
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
        suiteNames()
                .forEach(name -> resolve(
                                home.resolve("suites").resolve(name + YamlFiles.ENDING),
                                catalogFiles,
                                Overrides.NONE,
                                problems)
                        .ifPresent(suites::add));
        problems.throwIfAny();
        return suites;
    }

    /** Whether each recognizer's weights are there. */
    public List<AssetCheck> checkAssets(Optional<Path> assets) {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return catalogFiles.recognizers().items().values().stream()
                .map(card -> AssetCheck.of(card, assets))
                .toList();
    }

    /**
     * Every file of {@code defenses/}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<Defense>> defenses() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return catalogFiles.defenses().items().values().stream().toList();
    }

    /**
     * Every file of {@code attacks/}, whether or not a suite names it, in the order of their names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<? extends Attack>> attacks() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return catalogFiles.allAttacks();
    }

    /**
     * Every card of {@code suites/services}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<ServiceCard> services() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return List.copyOf(catalogFiles.services().items().values());
    }

    /**
     * The data set of that name; empty if there is none.
     *
     * @throws InputError with one line for each problem of any card of data sets, if there is any
     */
    public Optional<DataSetCard> dataSet(String id) {
        ValidationErrors problems = new ValidationErrors();
        EntryFolder<DataSetCard> cards =
                new YamlFiles(home, problems).entryFolder("suites/datasets", new CardReader(problems, home)::dataSet);
        problems.throwIfAny();
        return cards.find(id);
    }

    /**
     * The recognizer's card of that name; empty if there is none.
     *
     * @throws InputError with one line for each problem of any card of recognizers, if there is any
     */
    public Optional<RecognizerCard> recognizer(String id) {
        ValidationErrors problems = new ValidationErrors();
        EntryFolder<RecognizerCard> cards = new YamlFiles(home, problems)
                .entryFolder("suites/recognizers", new CardReader(problems, home)::recognizer);
        problems.throwIfAny();
        return cards.find(id);
    }

    /**
     * Every claim of a folder, in the order of their names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Claim> claims(Path folder) {
        ValidationErrors problems = new ValidationErrors();
        if (!Files.isDirectory(home.resolve(folder))) {
            throw new InputError("claims folder %s does not exist".formatted(folder));
        }
        EntryFolder<Claim> claims =
                new YamlFiles(home, problems).entryFolder(folder.toString(), new ClaimReader(problems)::read);
        problems.throwIfAny();
        return List.copyOf(claims.items().values());
    }

    /** What {@code visor list} shows. */
    public Listing listing() {
        ValidationErrors problems = new ValidationErrors();
        CatalogFiles catalogFiles = catalogFiles(Overrides.NONE, problems);
        problems.throwIfAny();
        return new Listing(catalogFiles, validate());
    }

    private Optional<? extends Experiment> resolve(
            Path file, CatalogFiles catalogFiles, Overrides overrides, ValidationErrors problems) {
        return new YamlFiles(home, problems)
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

    private CatalogFiles catalogFiles(Overrides overrides, ValidationErrors problems) {
        Map<String, Map<String, Mapping>> sets = overrides.entries(problems);
        Map<String, Mapping> forDefenses = sets.getOrDefault("defenses", Map.of());
        Map<String, Mapping> forAttacks = sets.getOrDefault("attacks", Map.of());
        YamlFiles files = new YamlFiles(home, problems);
        CardReader cards = new CardReader(problems, home);
        Map<String, String> defenseFolders = PluginTypes.folders("defenses", types.defenses());
        Map<String, String> attackFolders = PluginTypes.folders("attacks", types.attacks());
        files.requireKinds("defenses", types.defenses().keySet());
        files.requireKinds("attacks", types.attacks().keySet());
        EntryFolder<Entry<Defense>> defenses = EntryFolder.empty();
        for (Map.Entry<String, Registry<Defense>> kind : types.defenses().entrySet()) {
            EntryReader<Defense> reader =
                    new EntryReader<>("defense", kind.getValue(), defenseFolders, forDefenses, problems);
            defenses = defenses.with(files.kind("defenses", kind.getKey(), reader::read), problems);
        }
        CatalogFiles catalogFiles = new CatalogFiles(
                defenses,
                attacks(PluginTypes.RECOGNITION, types.recognition(), attackFolders, forAttacks, problems),
                attacks(PluginTypes.COUNTERMEASURES, types.countermeasures(), attackFolders, forAttacks, problems),
                attacks(PluginTypes.INVERSION, types.inversion(), attackFolders, forAttacks, problems),
                files.entryFolder("suites/recognizers", cards::recognizer),
                files.entryFolder("suites/datasets", cards::dataSet),
                services(problems));
        catalogFiles.reportTwins(problems);
        unknownEntries("defense", forDefenses, catalogFiles.defenses().names(), problems);
        unknownEntries("attack", forAttacks, catalogFiles.attackNames(), problems);
        return catalogFiles;
    }

    private <T> EntryFolder<Entry<T>> attacks(
            String kind,
            Registry<T> registry,
            Map<String, String> folders,
            Map<String, Mapping> overrides,
            ValidationErrors problems) {
        EntryReader<T> reader = new EntryReader<>("attack", registry, folders, overrides, problems);
        return new YamlFiles(home, problems).kind("attacks", kind, reader::read);
    }

    /** Nobody has to rent anything: the folder may be missing. */
    private EntryFolder<ServiceCard> services(ValidationErrors problems) {
        String folder = "suites/services";
        return Files.isDirectory(home.resolve(folder))
                ? new YamlFiles(home, problems).entryFolder(folder, new ServiceReader(problems)::read)
                : EntryFolder.empty();
    }

    private static void unknownEntries(
            String kind, Map<String, Mapping> sets, Set<String> names, ValidationErrors problems) {
        sets.forEach((id, params) -> {
            if (!names.contains(id)) {
                problems.add(params.where(), NearestWord.unknown(kind, id, names));
            }
        });
    }

    private Set<String> suiteNames() {
        ValidationErrors problems = new ValidationErrors();
        Set<String> names = new YamlFiles(home, problems).names("suites");
        problems.throwIfAny();
        return names;
    }

    private Path suiteFile(String suite) {
        if (suiteNames().contains(suite)) {
            return home.resolve("suites").resolve(suite + YamlFiles.ENDING);
        }
        if (!suite.endsWith(YamlFiles.ENDING)) {
            throw new InputError(NearestWord.unknown("suite", suite, suiteNames()));
        }
        return Stream.of(Path.of(suite), home.resolve(suite))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new InputError("suite file \"" + suite + "\" does not exist"));
    }
}
