package dev.visor.catalog.yaml;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of one folder or of several, by name without ending.
 *
 * @param items what could be read
 * @param files all of them, the broken ones too, so that naming one is not a second problem
 */
public record EntryFolder<T>(Map<String, T> items, Map<String, EntryFile> files) {

    public EntryFolder {
        items = Collections.unmodifiableMap(new TreeMap<>(items));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    public static <T> EntryFolder<T> empty() {
        return new EntryFolder<>(Map.of(), Map.of());
    }

    /** Returns both folders together. Where a name is in both, that is reported. */
    public EntryFolder<T> with(EntryFolder<T> other, ValidationErrors problems) {
        reportTwins(other, problems);
        Map<String, T> all = new TreeMap<>(other.items);
        all.putAll(items);
        Map<String, EntryFile> both = new TreeMap<>(other.files);
        both.putAll(files);
        return new EntryFolder<>(all, both);
    }

    /** Reports every name that is in both. */
    public void reportTwins(EntryFolder<?> other, ValidationErrors problems) {
        other.files.forEach((name, file) -> {
            if (files.containsKey(name)) {
                problems.add(
                        new SourceLocation(file.shown(), 0),
                        "has the name of %s; an id names one entry: rename one of them"
                                .formatted(files.get(name).shown()));
            }
        });
    }

    public Set<String> names() {
        return files.keySet();
    }

    /** Finds an entry; empty if there is no such file, or it is broken, which has been reported. */
    public Optional<T> find(String name) {
        return Optional.ofNullable(items.get(name));
    }
}
