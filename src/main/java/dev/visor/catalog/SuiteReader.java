package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.catalog.type.ParamsBinder;
import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.image.Crop;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.PhotosEach;
import dev.visor.defense.Defense;
import dev.visor.harness.Guards;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.ServiceCard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a suite and replaces every word by what it names. */
final class SuiteReader {

    private final CatalogFiles catalogFiles;
    private final ValidationErrors problems;

    SuiteReader(CatalogFiles catalogFiles, ValidationErrors problems) {
        this.catalogFiles = catalogFiles;
        this.problems = problems;
    }

    /** The suite; empty, with the problems reported, if anything is wrong with it. */
    Optional<ResolvedSuite> read(Mapping written, String id, List<String> overrides) {
        Fields fields = new Fields(written, problems);
        EntryHeader identity = EntryHeader.of(fields, id);
        Optional<Suite> suite = suite(fields, id, identity.summary());
        if (suite.isEmpty()) {
            return Optional.empty();
        }
        Optional<ResolvedSuite> whole = resolve(suite.get(), overrides, fields);
        whole.ifPresent(resolved -> new SuiteChecks(resolved, fields).report());
        return whole.filter(resolved -> fields.sound());
    }

    /** Resolves a suite; empty if anything that it names is broken, which has been reported where it is. */
    private Optional<ResolvedSuite> resolve(Suite suite, List<String> overrides, Fields fields) {
        List<Entry<Defense>> defenses = present(suite.defenses(), id -> CatalogFiles.byId(catalogFiles.defenses(), id));
        List<Entry<RecognitionAttack>> attacks =
                present(suite.attacks(), id -> CatalogFiles.byId(catalogFiles.attacks(), id));
        List<Entry<Countermeasure>> countermeasures =
                present(suite.countermeasures(), id -> CatalogFiles.byId(catalogFiles.countermeasures(), id));
        Set<String> ids = new LinkedHashSet<>(suite.models());
        countermeasures.forEach(countermeasure -> ids.addAll(recognizers(countermeasure, fields)));
        suite.surrogates().forEach(ids::addAll);
        SortedMap<String, RecognizerCard> recognizers = new TreeMap<>();
        ids.forEach(id -> catalogFiles.recognizers().find(id).ifPresent(card -> recognizers.put(id, card)));
        Optional<DataSetCard> dataset = catalogFiles.dataSets().find(suite.dataset());
        SortedMap<String, ServiceCard> services = new TreeMap<>();
        suite.services().forEach(id -> catalogFiles.services().find(id).ifPresent(card -> services.put(id, card)));
        SortedMap<String, Entry<Defense>> pairDefenses = new TreeMap<>();
        countermeasures.stream()
                .flatMap(entry -> entry.plugin().pairsOf().stream())
                .forEach(name -> catalogFiles.defenses().find(name).ifPresent(entry -> pairDefenses.put(name, entry)));
        boolean whole = defenses.size() == suite.defenses().size()
                && attacks.size() == suite.attacks().size()
                && countermeasures.size() == suite.countermeasures().size()
                && recognizers.size() == ids.size()
                && services.size() == suite.services().size();
        return dataset.filter(card -> whole)
                .map(card -> new ResolvedSuite(
                        suite,
                        defenses,
                        attacks,
                        countermeasures,
                        recognizers,
                        card,
                        overrides,
                        Guards.ALL,
                        services,
                        new PairDefenses(pairDefenses)));
    }

    /** Returns the recognizers that a countermeasure names, and reports those of which there is no card. */
    private List<String> recognizers(Entry<Countermeasure> countermeasure, Fields fields) {
        List<String> named = Stream.concat(
                        countermeasure.plugin().judge().stream(), countermeasure.plugin().toolSurrogates().stream())
                .toList();
        named.stream()
                .filter(id -> !catalogFiles.recognizers().names().contains(id))
                .forEach(id -> fields.report(
                        fields.at("countermeasures"),
                        "\"%s\" wants recognizer \"%s\", which has no card in suites/recognizers"
                                .formatted(countermeasure.id(), id)));
        return named;
    }

    private static <T> List<T> present(List<String> ids, Function<String, Optional<T>> entryFolder) {
        return ids.stream().map(entryFolder).flatMap(Optional::stream).toList();
    }

    private Optional<Suite> suite(Fields fields, String id, String summary) {
        String caveat = fields.text("caveat");
        NameResolver words = new NameResolver(fields, catalogFiles);
        String dataset = words.dataSet(fields, "dataset");
        String detector = words.detector(fields, "detector");
        List<Alignment> alignments = fields.list(
                "alignments",
                item -> fields.item("alignments", item, Alignment.class).map(Alignment.class::cast));
        List<Far> unresolved = fields.optionalList("unresolved_fars", item -> far(fields, "unresolved_fars", item));
        Roles roles = Roles.of(fields, limits(fields), unresolved);
        List<String> defenses = words.controlFirst("defenses");
        List<List<String>> surrogates = fields.list("surrogates", item -> surrogates(fields, item));
        Map<String, List<String>> surrogateDefenses = words.restrictions(
                "surrogate_defenses", "recognizer", words.recognizerIds(), "defense", words.defenseIds());
        List<String> attacks = words.attacks("attacks");
        List<String> countermeasures = NameResolver.controlFirst(words.countermeasures("countermeasures"));
        Map<String, List<String>> countermeasureDefenses = words.countermeasureDefenses("countermeasure_defenses");
        Map<String, List<String>> countermeasureModels = words.countermeasureModels("countermeasure_models");
        List<String> models = words.recognizers("models");
        List<Far> fars = Stream.concat(
                        fields.list("fars", item -> far(fields, "fars", item)).stream(), unresolved.stream())
                .toList();
        List<Long> seeds = fields.list(
                "seeds", item -> fields.item("seeds", item, long.class).map(Long.class::cast));
        List<String> services = words.services("services");
        Optional<Crop> crop = fields.word("crop", "crop", Crop.all());
        Optional<Boolean> assets = fields.word("assets", "kind of assets", Map.of("folder", true, "none", false));
        fields.done();
        if (!fields.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Suite(
                    id,
                    summary,
                    caveat.equals(Cell.CONTROL) ? "" : caveat,
                    dataset,
                    detector,
                    alignments,
                    roles.protocol(),
                    defenses,
                    surrogates,
                    surrogateDefenses,
                    attacks,
                    countermeasures,
                    countermeasureDefenses,
                    countermeasureModels,
                    models,
                    fars,
                    seeds,
                    crop.orElseThrow(),
                    assets.orElseThrow(),
                    services));
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage();
            fields.report(fields.at(sentence.split(" ")[0]), sentence);
            return Optional.empty();
        }
    }

    /** The numbers of people, before it is known whether they make sense together. */
    private record Roles(
            int probes,
            int targets,
            int distractors,
            int impostors,
            int training,
            boolean pairs,
            SortedMap<String, Integer> limits,
            List<Far> unresolvedFars,
            Optional<PhotosEach> photosEach,
            int recognized) {

        static Roles of(Fields fields, SortedMap<String, Integer> limits, List<Far> unresolvedFars) {
            return new Roles(
                    fields.integer("probes"),
                    fields.integer("targets"),
                    fields.integer("distractors"),
                    fields.integer("impostors"),
                    fields.integer("training"),
                    fields.truth("pairs"),
                    limits,
                    unresolvedFars,
                    photosEach(fields),
                    fields.optionalInteger("recognized"));
        }

        Suite.Protocol protocol() {
            return new Suite.Protocol(
                    probes,
                    targets,
                    distractors,
                    impostors,
                    training,
                    pairs,
                    limits,
                    unresolvedFars,
                    photosEach,
                    recognized);
        }

        private static Optional<PhotosEach> photosEach(Fields fields) {
            Fields section = fields.optionalSection("photos_each");
            Optional<PhotosEach> each = Optional.empty();
            if (!section.keys().isEmpty()) {
                each = ParamsBinder.bind(Parts.class, section).map(Parts::each);
            }
            fields.adopt(section);
            int splits = fields.optionalInteger("splits");
            if (!fields.has("splits")) {
                return each;
            }
            if (section.keys().isEmpty()) {
                fields.report(
                        fields.at("splits"),
                        "splits says how often the photos of photos_each are divided; set photos_each, too, or leave it out");
            }
            try {
                return each.map(parts -> parts.inSplits(splits));
            } catch (IllegalArgumentException e) {
                fields.report(fields.at("splits"), e.getMessage());
                return Optional.empty();
            }
        }

        /** The keys of {@code photos_each}. */
        private record Parts(int learning, int probes, int gallery) {

            Parts {
                new PhotosEach(learning, probes, gallery);
            }

            PhotosEach each() {
                return new PhotosEach(learning, probes, gallery);
            }
        }
    }

    private SortedMap<String, Integer> limits(Fields fields) {
        Fields section = fields.optionalSection("probe_limits");
        SortedMap<String, Integer> limits = new TreeMap<>();
        for (String defense : section.keys()) {
            new NameResolver(fields, catalogFiles)
                    .reference(section.at(defense), defense, "defense", CatalogFiles.ids(catalogFiles.defenses()))
                    .ifPresent(id -> limits.put(id, section.integer(defense)));
        }
        fields.adopt(section);
        return limits;
    }

    private Optional<List<String>> surrogates(Fields fields, Yaml item) {
        List<Yaml> members = item instanceof Yaml.Sequence ensemble ? ensemble.items() : List.of(item);
        List<String> ids = new ArrayList<>();
        for (Yaml member : members) {
            fields.item("surrogates", member, String.class)
                    .flatMap(word -> new NameResolver(fields, catalogFiles)
                            .reference(
                                    member.where(),
                                    (String) word,
                                    "recognizer",
                                    NameResolver.same(catalogFiles.recognizers().names())))
                    .ifPresent(ids::add);
        }
        if (members.isEmpty()) {
            fields.report(item.where(), "surrogates must not hold an empty list");
        }
        return Optional.of(List.copyOf(ids));
    }

    static Optional<Far> far(Fields fields, String key, Yaml item) {
        return fields.item(key, item, double.class).flatMap(rate -> {
            try {
                return Optional.of(new Far((double) rate));
            } catch (IllegalArgumentException e) {
                fields.report(item.where(), e.getMessage());
                return Optional.empty();
            }
        });
    }
}
