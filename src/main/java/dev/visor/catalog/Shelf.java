package dev.visor.catalog;

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
record Shelf<T>(Map<String, T> items, Set<String> names) {

    Shelf {
        items = Collections.unmodifiableMap(new TreeMap<>(items));
        names = Collections.unmodifiableSet(new TreeSet<>(names));
    }

    static <T> Shelf<T> empty() {
        return new Shelf<>(Map.of(), Set.of());
    }

    /** Both together. Where a name is in both, that is reported. */
    Shelf<T> with(Shelf<T> other, Problems problems) {
        Map<String, T> all = new TreeMap<>(items);
        all.putAll(other.items);
        Set<String> both = new TreeSet<>(names);
        for (String name : other.names) {
            if (!both.add(name)) {
                problems.add(new Where(name + YamlFiles.ENDING, 0), "lies in two folders; an id names one entry");
            }
        }
        return new Shelf<>(all, both);
    }

    /** Empty if there is no such file, or it is broken, which has been reported. */
    Optional<T> find(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
