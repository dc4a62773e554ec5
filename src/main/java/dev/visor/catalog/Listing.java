package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.EntryFile;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.dataset.AssetPath;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.ServiceCard;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the entries of the catalog as tables. */
public final class Listing {

    private final CatalogFiles catalogFiles;
    private final List<Experiment> suites;
    private final Map<String, EntryFile> suiteFiles;
    private final boolean catalogs;

    /** @param catalogs whether to tell from which catalog each entry comes */
    Listing(CatalogFiles catalogFiles, List<Experiment> suites, Map<String, EntryFile> suiteFiles, boolean catalogs) {
        this.catalogFiles = catalogFiles;
        this.suites = suites;
        this.suiteFiles = suiteFiles;
        this.catalogs = catalogs;
    }

    /** The kind of things that can be listed. */
    public enum Kind {
        DEFENSES,
        ATTACKS,
        RECOGNIZERS,
        DATASETS,
        SERVICES,
        SUITES,
        METRICS,
        CROPS;

        /** @throws InputError if nothing is called so */
        public static Kind of(String word) {
            Map<String, Kind> kinds = new TreeMap<>();
            for (Kind kind : values()) {
                kinds.put(kind.word(), kind);
            }
            if (!kinds.containsKey(word)) {
                throw new InputError(NearestWord.unknown("kind", word, kinds.keySet()));
            }
            return kinds.get(word);
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Lists the entries of a kind; with the catalog of each entry in a column of its own where there are several catalogs. */
    public Table of(Kind kind) {
        Map<String, EntryFile> files = new TreeMap<>(suiteFiles(kind));
        entryFolders(kind).forEach(entryFolder -> files.putAll(entryFolder.files()));
        return catalogs && !files.isEmpty() ? withCatalogs(table(kind), files) : table(kind);
    }

    private Map<String, EntryFile> suiteFiles(Kind kind) {
        return kind == Kind.SUITES ? suiteFiles : Map.of();
    }

    private List<EntryFolder<?>> entryFolders(Kind kind) {
        return switch (kind) {
            case DEFENSES -> List.of(catalogFiles.defenses());
            case ATTACKS -> List.of(catalogFiles.attacks(), catalogFiles.countermeasures(), catalogFiles.inversions());
            case RECOGNIZERS -> List.of(catalogFiles.recognizers());
            case DATASETS -> List.of(catalogFiles.dataSets());
            case SERVICES -> List.of(catalogFiles.services());
            case SUITES, METRICS, CROPS -> List.of();
        };
    }

    private static Table withCatalogs(Table table, Map<String, EntryFile> files) {
        return new Table(
                with(table.header(), "catalog"),
                table.rows().stream()
                        .map(row -> with(row, catalog(files.get(row.get(0)).catalog())))
                        .toList());
    }

    private static String catalog(CatalogFolder folder) {
        return folder.isOwn() ? "built in" : folder.label();
    }

    private static List<String> with(List<String> row, String last) {
        return Stream.concat(row.stream(), Stream.of(last)).toList();
    }

    private Table table(Kind kind) {
        return switch (kind) {
            case DEFENSES ->
                entries(
                        List.of("defense", "type", "what it does", "from", "fidelity"),
                        catalogFiles.defenses(),
                        entry -> List.of(
                                entry.id(),
                                entry.type(),
                                entry.summary(),
                                entry.source().paper(),
                                entry.source().fidelity()));
            case ATTACKS ->
                new Table(
                        List.of("attack", "kind", "type", "what it does", "knowledge", "from"),
                        Stream.of(
                                        attacks("recognition", catalogFiles.attacks()),
                                        attacks("countermeasure", catalogFiles.countermeasures()),
                                        attacks("inversion", catalogFiles.inversions()))
                                .flatMap(Function.identity())
                                .toList());
            case RECOGNIZERS ->
                new Table(
                        List.of(
                                "recognizer",
                                "type",
                                "architecture",
                                "crop",
                                "dimension",
                                "trained on",
                                "licence",
                                "from"),
                        catalogFiles.recognizers().items().values().stream()
                                .map(Listing::recognizer)
                                .toList());
            case DATASETS ->
                new Table(
                        List.of("data set", "type", "what it holds", "licence", "from"),
                        catalogFiles.dataSets().items().values().stream()
                                .map(card -> List.of(
                                        card.id(),
                                        card.type(),
                                        card.summary(),
                                        card.licence(),
                                        from(card.pack(), card.path())))
                                .toList());
            case SERVICES ->
                new Table(
                        List.of("service", "kind", "what it is", "can", "model", "dollars a call", "calls a second"),
                        catalogFiles.services().items().values().stream()
                                .map(Listing::service)
                                .toList());
            case SUITES ->
                new Table(
                        List.of("suite", "what meets what", "cannot prove"),
                        suites.stream()
                                .map(s ->
                                        List.of(s.id(), s.summary(), s.caveat().isEmpty() ? "-" : s.caveat()))
                                .toList());
            case METRICS ->
                new Table(
                        List.of("metric", "what it is", "unit", "better", "made from", "in a gate", "since edition"),
                        Metrics.registry().rows().stream().map(Listing::metric).toList());
            case CROPS ->
                new Table(
                        List.of("crop", "side", "networks see"),
                        Crop.all().values().stream()
                                .map(crop -> List.of(
                                        crop.name(),
                                        Integer.toString(crop.side()),
                                        String.format(Locale.ROOT, "%d x %d", crop.side(), crop.width())))
                                .toList());
        };
    }

    private static <P> Table entries(
            List<String> header, EntryFolder<Entry<P>> entryFolder, Function<Entry<P>, List<String>> row) {
        return new Table(header, entryFolder.items().values().stream().map(row).toList());
    }

    private static <P extends Attack> Stream<List<String>> attacks(String kind, EntryFolder<Entry<P>> entryFolder) {
        return entryFolder.items().values().stream()
                .map(entry -> List.of(
                        entry.id(),
                        kind,
                        entry.type(),
                        entry.summary(),
                        entry.plugin().knowledge().word(),
                        entry.source().paper()));
    }

    private static List<String> recognizer(RecognizerCard card) {
        return List.of(
                card.id(),
                card.type(),
                card.architecture(),
                card.crop().name(),
                Integer.toString(card.dimension()),
                card.trainedOn(),
                card.licence(),
                from(card.asset().pack(), card.asset().path()));
    }

    private static List<String> service(ServiceCard card) {
        return List.of(
                card.id(),
                card.kind().word(),
                card.summary(),
                card.kind().capabilities().stream()
                        .sorted()
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")),
                card.model(),
                BigDecimal.valueOf(card.price()).stripTrailingZeros().toPlainString(),
                BigDecimal.valueOf(card.limits().rate()).stripTrailingZeros().toPlainString());
    }

    private static List<String> metric(MetricDefinition row) {
        return List.of(
                row.name(),
                row.definition(),
                row.unit(),
                row.better().word(),
                row.origin().words(),
                row.gateable() ? "yes" : "-",
                Integer.toString(row.since()));
    }

    private static String from(String pack, String path) {
        if (AssetPath.isInCatalog(pack, path)) {
            return "its catalog";
        }
        return pack.isEmpty() ? "assets folder" : pack;
    }
}
