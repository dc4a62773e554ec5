package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.core.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Words of a suite, each replaced by the id of what it names; one that names nothing is reported with the nearest that does. */
record NameResolver(Fields fields, CatalogFiles catalogFiles) {

    /** Attacks that ask a recognizer. */
    List<String> attacks(String key) {
        return names(fields, key, "attack", attackIds(), catalogFiles::belongs);
    }

    List<String> countermeasures(String key) {
        return names(fields, key, "countermeasure", countermeasureIds(), catalogFiles::belongs);
    }

    /** Attacks on what was trained under a defense. */
    List<String> inversions(String key) {
        return names(fields, key, "attack", inversionIds(), catalogFiles::belongs);
    }

    /** Some of those; may be left out. */
    List<String> optionalInversions(String key) {
        return fields.has(key) ? inversions(key) : List.of();
    }

    List<String> defenses(String key) {
        return names(fields, key, "defense", defenseIds(), none -> Optional.empty());
    }

    /** Defenses, {@code none} first, whether or not it is named. */
    List<String> controlFirst(String key) {
        return controlFirst(defenses(key));
    }

    static List<String> controlFirst(List<String> ids) {
        Set<String> all = new LinkedHashSet<>();
        all.add(Cell.CONTROL);
        all.addAll(ids);
        return List.copyOf(all);
    }

    List<String> recognizers(String key) {
        return names(fields, key, "recognizer", recognizerIds(), none -> Optional.empty());
    }

    /** The third-party services of a suite, which need not name any. */
    List<String> services(String key) {
        return fields.has(key)
                ? names(fields, key, "service", same(catalogFiles.services().names()), none -> Optional.empty())
                : List.of();
    }

    String recognizer(String key) {
        return known(fields, key, "recognizer", recognizerIds());
    }

    String dataSet(Fields section, String key) {
        return known(section, key, "data set", same(catalogFiles.dataSets().names()));
    }

    String detector(Fields section, String key) {
        return known(section, key, "detector", BuiltIns.detectors());
    }

    /** The defenses that each countermeasure is restricted to. */
    Map<String, List<String>> countermeasureDefenses(String key) {
        return restrictions(key, "countermeasure", countermeasureIds(), "defense", defenseIds());
    }

    /** The models that each countermeasure is restricted to. */
    Map<String, List<String>> countermeasureModels(String key) {
        return restrictions(key, "countermeasure", countermeasureIds(), "recognizer", recognizerIds());
    }

    /** The defenses that each inversion attack is restricted to. */
    Map<String, List<String>> inversionDefenses(String key) {
        return restrictions(key, "attack", inversionIds(), "defense", defenseIds());
    }

    Map<String, String> attackIds() {
        return CatalogFiles.ids(catalogFiles.attacks());
    }

    Map<String, String> countermeasureIds() {
        return CatalogFiles.ids(catalogFiles.countermeasures());
    }

    Map<String, String> inversionIds() {
        return CatalogFiles.ids(catalogFiles.inversions());
    }

    Map<String, String> defenseIds() {
        return CatalogFiles.ids(catalogFiles.defenses());
    }

    Map<String, String> recognizerIds() {
        return same(catalogFiles.recognizers().names());
    }

    /** A section that lets something meet but a few of another kind: the ids of those, by the id of what is restricted. */
    Map<String, List<String>> restrictions(
            String key, String kind, Map<String, String> ids, String otherKind, Map<String, String> otherIds) {
        Fields section = fields.optionalSection(key);
        Map<String, List<String>> restricted = new TreeMap<>();
        for (String word : section.keys()) {
            reference(section.at(word), word, kind, ids)
                    .ifPresent(id ->
                            restricted.put(id, names(section, word, otherKind, otherIds, none -> Optional.empty())));
        }
        fields.adopt(section);
        return restricted;
    }

    /** @param elsewhere what to say of a word that names something of another kind */
    private static List<String> names(
            Fields fields,
            String key,
            String kind,
            Map<String, String> ids,
            Function<String, Optional<String>> elsewhere) {
        List<String> names = new ArrayList<>();
        fields.list(
                        key,
                        item -> fields.item(key, item, String.class).map(word -> {
                            if (!ids.containsKey(word)) {
                                fields.report(
                                        item.where(),
                                        elsewhere
                                                .apply((String) word)
                                                .orElseGet(
                                                        () -> NearestWord.unknown(kind, (String) word, ids.keySet())));
                            }
                            return Optional.ofNullable(ids.get(word));
                        }))
                .forEach(id -> id.ifPresent(names::add));
        return names;
    }

    Optional<String> reference(SourceLocation where, String word, String kind, Map<String, String> ids) {
        if (!ids.containsKey(word)) {
            fields.report(where, NearestWord.unknown(kind, word, ids.keySet()));
        }
        return Optional.ofNullable(ids.get(word));
    }

    private static String known(Fields fields, String key, String kind, Map<String, ?> valid) {
        return fields.word(key, kind, valid).isPresent() ? fields.text(key) : "";
    }

    static Map<String, String> same(Set<String> names) {
        Map<String, String> ids = new TreeMap<>();
        names.forEach(id -> ids.put(id, id));
        return ids;
    }
}
