package dev.visor.catalog;

import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.type.Registry;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.YamlFiles;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.service.ServiceCard;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;

/** Reads all entries and cards of one catalog. */
final class FolderReader {

    private static final String SERVICES = "suites/services";

    private final CatalogFolder catalog;
    private final PluginTypes types;
    private final Map<String, Map<String, Mapping>> sets;
    private final ValidationErrors problems;
    private final YamlFiles files;

    /** @param sets parameters of entries that the command line sets, by {@code defenses} or {@code attacks}, and by id */
    FolderReader(
            CatalogFolder catalog,
            PluginTypes types,
            Map<String, Map<String, Mapping>> sets,
            ValidationErrors problems) {
        this.catalog = catalog;
        this.types = types;
        this.sets = sets;
        this.problems = problems;
        this.files = new YamlFiles(catalog, problems);
    }

    /** Returns everything that could be read; the rest is reported. */
    CatalogFiles read() {
        if (!catalog.isOwn()) {
            files.reportMisspelt("", Set.of("suites", "attacks", "defenses"));
            files.reportMisspelt("suites", Set.of("recognizers", "datasets", "services"));
        }
        files.requireKinds("defenses", types.defenses().keySet());
        files.requireKinds("attacks", types.attacks().keySet());
        CardReader cards = new CardReader(problems, catalog);
        return new CatalogFiles(
                defenses(),
                attacks(PluginTypes.RECOGNITION, types.recognition()),
                attacks(PluginTypes.COUNTERMEASURES, types.countermeasures()),
                attacks(PluginTypes.INVERSION, types.inversion()),
                files.entryFolder(CardReader.RECOGNIZERS, cards::recognizer),
                files.entryFolder(CardReader.DATA_SETS, cards::dataSet),
                services());
    }

    private EntryFolder<Entry<Defense>> defenses() {
        Map<String, String> folders = PluginTypes.folders("defenses", types.defenses());
        EntryFolder<Entry<Defense>> defenses = EntryFolder.empty();
        for (Map.Entry<String, Registry<Defense>> kind : types.defenses().entrySet()) {
            EntryReader<Defense> reader =
                    new EntryReader<>("defense", kind.getValue(), folders, changed("defenses"), problems);
            defenses = defenses.with(files.kind("defenses", kind.getKey(), reader::read), problems);
        }
        return defenses;
    }

    private <T> EntryFolder<Entry<T>> attacks(String kind, Registry<T> registry) {
        Map<String, String> folders = PluginTypes.folders("attacks", types.attacks());
        EntryReader<T> reader = new EntryReader<>("attack", registry, folders, changed("attacks"), problems);
        return files.kind("attacks", kind, reader::read);
    }

    private Map<String, Mapping> changed(String top) {
        return sets.getOrDefault(top, Map.of());
    }

    /** Nobody has to rent anything: the folder may be missing. */
    private EntryFolder<ServiceCard> services() {
        return Files.isDirectory(catalog.path().resolve(SERVICES))
                ? files.entryFolder(SERVICES, new ServiceReader(problems)::read)
                : EntryFolder.empty();
    }
}
