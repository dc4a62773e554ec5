package dev.visor.catalog.yaml;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of one folder, by name without ending.
 *
 * @param items what could be read
 * @param names of all files, the broken ones too, so that naming one is not a second problem
 */
public record EntryFolder<T>(Map<String, T> items, Set<String> names) {

    public EntryFolder {
        items = Collections.unmodifiableMap(new TreeMap<>(items));
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    public static <T> EntryFolder<T> empty() {
        return new EntryFolder<>(Map.of(), Set.of());
    }

    /** Returns both folders together. Where a name is in both, that is reported. */
    public EntryFolder<T> with(EntryFolder<T> other, ValidationErrors problems) {
        Map<String, T> all = new TreeMap<>(items);
        all.putAll(other.items);
        Set<String> both = new TreeSet<>(names);
        for (String name : other.names) {
            if (!both.add(name)) {
                problems.add(
                        new SourceLocation(name + YamlFiles.ENDING, 0), "lies in two folders; an id names one entry");
            }
        }
        return new EntryFolder<>(all, both);
    }

    /** Finds an entry; empty if there is no such file, or it is broken, which has been reported. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
