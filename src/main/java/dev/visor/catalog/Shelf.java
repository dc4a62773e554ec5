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

    /** Empty if there is no such file, or it is broken, which has been reported. */
    Optional<T> find(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
