package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.catalog.Yaml.Mapping;
import dev.visor.core.Claim;
import dev.visor.core.InputError;
import dev.visor.defense.Defense;
import dev.visor.harness.Entry;
import dev.visor.harness.Experiment;
import dev.visor.harness.ResolvedSuite;
import dev.visor.service.ServiceCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The files of {@code suites/}, {@code attacks/} and {@code defenses/} under one folder. */
public final class Catalog {

    private static final String ENDING = ".yaml";
    private static final int MOST_FILES = 10_000;

    private final Path home;
    private final Registry<Defense> defenses;
    private final Registry<Attack> attacks;

    /** @param home the folder that holds {@code suites/}, {@code attacks/} and {@code defenses/} */
    public Catalog(Path home) {
        this(home, BuiltIns.defenses(), BuiltIns.attacks());
    }

    Catalog(Path home, Registry<Defense> defenses, Registry<Attack> attacks) {
        this.home = home.toAbsolutePath().normalize();
        this.defenses = defenses;
        this.attacks = attacks;
    }

    /**
     * One suite with all that it names, of whichever kind.
     *
     * @param suite an id ({@code quickstart}) or the path of a file
     * @throws InputError with one line for each problem of any file that could matter, if there is any
     */
    public Experiment experiment(String suite, Overrides overrides) {
        Problems problems = new Problems();
        Shelves shelves = shelves(overrides, problems);
        Path file = suiteFile(suite);
        Optional<? extends Experiment> resolved = resolve(file, shelves, overrides, problems);
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
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        List<Experiment> suites = new ArrayList<>();
        suiteNames()
                .forEach(name -> resolve(
                                home.resolve("suites").resolve(name + ENDING), shelves, Overrides.NONE, problems)
                        .ifPresent(suites::add));
        problems.throwIfAny();
        return suites;
    }

    /** Whether each recognizer's weights are there. */
    public List<AssetCheck> checkAssets(Optional<Path> assets) {
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        problems.throwIfAny();
        return shelves.recognizers().items().values().stream()
                .map(card -> AssetCheck.of(card, assets))
                .toList();
    }

    /**
     * Every file of {@code defenses/}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<Defense>> defenses() {
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        problems.throwIfAny();
        return shelves.defenses().items().values().stream().toList();
    }

    /**
     * Every file of {@code attacks/}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Entry<Attack>> attacks() {
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        problems.throwIfAny();
        return shelves.attacks().items().values().stream().toList();
    }

    /**
     * Every card of {@code suites/services}, whether or not a suite names it.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<ServiceCard> services() {
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        problems.throwIfAny();
        return List.copyOf(shelves.services().items().values());
    }

    /**
     * Every claim of a folder, in the order of their names.
     *
     * @throws InputError with one line for each problem of any file, if there is any
     */
    public List<Claim> claims(Path folder) {
        Problems problems = new Problems();
        if (!Files.isDirectory(home.resolve(folder))) {
            throw new InputError("claims folder %s does not exist".formatted(folder));
        }
        Shelf<Claim> claims = shelf(folder.toString(), new ClaimReader(problems)::read, problems);
        problems.throwIfAny();
        return List.copyOf(claims.items().values());
    }

    /** What {@code visor list} shows. */
    public Listing listing() {
        Problems problems = new Problems();
        Shelves shelves = shelves(Overrides.NONE, problems);
        problems.throwIfAny();
        return new Listing(shelves, validate());
    }

    private Optional<? extends Experiment> resolve(Path file, Shelves shelves, Overrides overrides, Problems problems) {
        return new YamlReader(problems)
                .read(file, shown(file))
                .map(mapping -> overrides.applyTo(mapping, problems))
                .flatMap(mapping -> read(mapping, name(file), shelves, overrides, problems));
    }

    private static Optional<? extends Experiment> read(
            Mapping mapping, String id, Shelves shelves, Overrides overrides, Problems problems) {
        if (!mapping.members().containsKey("kind")) {
            return new SuiteReader(shelves, problems).read(mapping, id, overrides.written());
        }
        Yaml kind = mapping.members().get("kind");
        if (!(kind instanceof Yaml.Scalar word) || !word.text().equals("inversion")) {
            problems.add(kind.where(), "kind must be \"inversion\" or be left out, got " + kind.shown());
            return Optional.empty();
        }
        return new InversionReader(shelves, problems).read(mapping, id, overrides.written());
    }

    private Shelves shelves(Overrides overrides, Problems problems) {
        Map<String, Map<String, Mapping>> sets = overrides.entries(problems);
        CardReader cards = new CardReader(problems, home);
        Map<String, Mapping> forDefenses = sets.getOrDefault("defenses", Map.of());
        Map<String, Mapping> forAttacks = sets.getOrDefault("attacks", Map.of());
        Shelves shelves = new Shelves(
                shelf("defenses", new EntryReader<>("defense", defenses, forDefenses, problems)::read, problems),
                shelf("attacks", new EntryReader<>("attack", attacks, forAttacks, problems)::read, problems),
                shelf("suites/recognizers", cards::recognizer, problems),
                shelf("suites/datasets", cards::dataSet, problems),
                services(problems));
        unknownEntries("defense", forDefenses, shelves.defenses().names(), problems);
        unknownEntries("attack", forAttacks, shelves.attacks().names(), problems);
        return shelves;
    }

    /** Nobody has to rent anything: the folder may be missing. */
    private Shelf<ServiceCard> services(Problems problems) {
        String folder = "suites/services";
        return Files.isDirectory(home.resolve(folder))
                ? shelf(folder, new ServiceReader(problems)::read, problems)
                : new Shelf<>(Map.of(), Set.of());
    }

    private static void unknownEntries(String kind, Map<String, Mapping> sets, Set<String> names, Problems problems) {
        sets.forEach((id, params) -> {
            if (!names.contains(id)) {
                problems.add(params.where(), NearestWord.unknown(kind, id, names));
            }
        });
    }

    private <T> Shelf<T> shelf(String folder, BiFunction<Mapping, String, Optional<T>> reader, Problems problems) {
        Map<String, T> items = new LinkedHashMap<>();
        Map<String, String> ids = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        for (Path file : files(folder, problems)) {
            String name = name(file);
            names.add(name);
            Optional<Mapping> mapping = new YamlReader(problems).read(file, shown(file));
            mapping.map(m -> m.members().get("id")).ifPresent(id -> {
                String other = ids.putIfAbsent(id.shown(), shown(file));
                if (other != null) {
                    problems.add(id.where(), "id " + id.shown() + " is that of " + other + " too");
                }
            });
            mapping.flatMap(m -> reader.apply(m, name)).ifPresent(item -> items.put(name, item));
        }
        return new Shelf<>(items, names);
    }

    private List<Path> files(String folder, Problems problems) {
        try (Stream<Path> all = Files.list(home.resolve(folder))) {
            List<Path> files = all.filter(file -> isFile(file, problems))
                    .limit(MOST_FILES + 1)
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) {
                problems.add(new Where(folder, 0), String.format(Locale.ROOT, "holds more than %d files", MOST_FILES));
                return List.of();
            }
            files.stream()
                    .filter(file -> file.toString().endsWith(".yml"))
                    .forEach(file -> problems.add(new Where(shown(file), 0), "must end in .yaml to be read"));
            return files.stream()
                    .filter(file -> file.toString().endsWith(ENDING))
                    .toList();
        } catch (java.nio.file.NoSuchFileException e) {
            problems.add(new Where(folder, 0), "folder is missing in " + home);
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is one; something else that is called as one is reported. */
    private boolean isFile(Path file, Problems problems) {
        boolean regular = Files.isRegularFile(file);
        if (!regular && file.toString().endsWith(ENDING)) {
            problems.add(new Where(shown(file), 0), "is no regular file, nor a link to one");
        }
        return regular;
    }

    private Set<String> suiteNames() {
        Problems problems = new Problems();
        Set<String> names = new TreeSet<>();
        files("suites", problems).forEach(file -> names.add(name(file)));
        problems.throwIfAny();
        return names;
    }

    private Path suiteFile(String suite) {
        if (suiteNames().contains(suite)) {
            return home.resolve("suites").resolve(suite + ENDING);
        }
        if (!suite.endsWith(ENDING)) {
            throw new InputError(NearestWord.unknown("suite", suite, suiteNames()));
        }
        return Stream.of(Path.of(suite), home.resolve(suite))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new InputError("suite file \"" + suite + "\" does not exist"));
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(home) ? home.relativize(absolute).toString() : file.toString();
    }
}
