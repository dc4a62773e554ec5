package dev.visor.harness;

import dev.visor.core.Digest;
import dev.visor.core.Source;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One configured use of a type: a file of {@code defenses/} or {@code attacks/}.
 *
 * @param id file name without ending; {@code modified-} before it if a parameter was set for one run
 * @param type a word of the registry
 * @param version of the type's code; part of every key
 * @param params every parameter in canonical text: equal values have equal texts
 * @param plugin made of those parameters
 */
public record Entry<P>(
        String id,
        String type,
        int version,
        String summary,
        Source source,
        SortedMap<String, String> params,
        P plugin) {

    public Entry {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** Stands for the entry in keys: what it is called does not matter, what it does decides. */
    public Digest digest() {
        return Digest.builder("entry")
                .add("type", type)
                .add("version", version)
                .add("params", params)
                .build();
    }
}
