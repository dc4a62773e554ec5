package dev.visor.catalog.type;

import dev.visor.catalog.yaml.EntryFile;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.YamlFiles;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.composition.Composed;
import dev.visor.harness.plan.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the entries that composed defenses name into those.
 *
 * <p>The parameters of its parts become parameters of a composed entry, {@code watermark.bits}: they are part of what it is, and of every key. An
 * entry of which a part was modified for one run is modified itself.
 */
public final class Compositions {

    private static final String MODIFIED = "modified-";

    private final EntryFolder<Entry<Defense>> defenses;
    private final ValidationErrors problems;
    private final Map<String, Optional<Entry<Defense>>> made = new LinkedHashMap<>();

    public Compositions(EntryFolder<Entry<Defense>> defenses, ValidationErrors problems) {
        this.defenses = defenses;
        this.problems = problems;
    }

    /** Returns all defenses, composed ones with their parts; what cannot be composed is reported and left out. */
    public EntryFolder<Entry<Defense>> composed() {
        Map<String, Entry<Defense>> items = new TreeMap<>();
        for (String name : defenses.items().keySet()) {
            composed(name, new LinkedHashSet<>()).ifPresent(entry -> items.put(name, entry));
        }
        return new EntryFolder<>(items, defenses.files());
    }

    /** @param above the entries that this one is a part of, from the outermost */
    private Optional<Entry<Defense>> composed(String name, Set<String> above) {
        Optional<Entry<Defense>> entry = defenses.find(name);
        if (entry.isEmpty() || !(entry.get().plugin() instanceof Composed written)) {
            return entry;
        }
        if (!made.containsKey(name)) {
            above.add(name);
            made.put(name, composed(name, entry.get(), written, above));
            above.remove(name);
        }
        return made.get(name);
    }

    private Optional<Entry<Defense>> composed(String name, Entry<Defense> entry, Composed written, Set<String> above) {
        List<Part> parts = new ArrayList<>();
        SortedMap<String, String> params = new TreeMap<>(entry.params());
        String id = entry.id();
        for (String word : written.names()) {
            if (above.contains(word)) {
                report(
                        name,
                        "compose goes around in a circle: %s; leave one of them out"
                                .formatted(String.join(", then ", above) + ", then " + word));
                return Optional.empty();
            }
            if (!defenses.names().contains(word)) {
                report(name, NearestWord.unknown("defense", word, defenses.names()));
                return Optional.empty();
            }
            Optional<Entry<Defense>> part = composed(word, above);
            if (part.isEmpty() || !fits(name, part.get())) {
                return Optional.empty();
            }
            parts.add(new Part(part.get().id(), part.get().plugin()));
            params.put(word + ".type", part.get().type());
            part.get().params().forEach((key, value) -> params.put(word + "." + key, value));
            id = modifiedWith(id, part.get().id());
        }
        try {
            return Optional.of(
                    new Entry<>(id, entry.type(), entry.summary(), entry.source(), params, Composed.of(parts)));
        } catch (IllegalArgumentException e) {
            report(name, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean fits(String name, Entry<Defense> part) {
        if (part.plugin() instanceof PersonDefense) {
            report(
                    name,
                    "compose names \"%s\", which learns from photos of the person; only defenses that take a photo by itself can be composed"
                            .formatted(part.id()));
            return false;
        }
        if (part.plugin() instanceof MaskingDefense) {
            report(
                    name,
                    "compose names \"%s\", which changes what a recognizer learns from; only defenses of shared photos can be composed"
                            .formatted(part.id()));
            return false;
        }
        return true;
    }

    /** Returns the id of an entry that holds another: that of a modified one where either is modified. */
    static String modifiedWith(String id, String part) {
        return part.startsWith(MODIFIED) && !id.startsWith(MODIFIED) ? MODIFIED + id : id;
    }

    private void report(String name, String sentence) {
        problems.add(place(defenses.files().get(name), "compose"), sentence);
    }

    /** Returns the line of a parameter in the file, which is read again for that; the file alone if it has none. */
    static SourceLocation place(EntryFile file, String key) {
        return new YamlFiles(file.catalog(), new ValidationErrors())
                .read(file.path())
                .map(mapping -> mapping.members().get("params"))
                .filter(Mapping.class::isInstance)
                .map(params -> ((Mapping) params).members().get(key))
                .map(Yaml::where)
                .orElseGet(() -> new SourceLocation(file.shown(), 0));
    }
}
