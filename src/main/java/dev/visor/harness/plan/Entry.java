package dev.visor.harness.plan;

import dev.visor.attack.Attack;
import dev.visor.core.Citation;
import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.core.Trust;
import dev.visor.defense.Defense;
import dev.visor.harness.code.Implementation;
import dev.visor.result.RunInfo;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One configured use of a type: a file of {@code defenses/} or {@code attacks/}.
 *
 * @param id file name without ending; {@code modified-} before it if a parameter was set for one run
 * @param type a word of the registry
 * @param params every parameter in canonical text: equal values have equal texts
 * @param plugin made of those parameters
 */
@CountedByValue("what it holds stands in keys")
public record Entry<P>(
        String id, String type, String summary, Citation source, SortedMap<String, String> params, P plugin) {

    public Entry {
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    }

    /** Returns the same settings of something else that is made of them. */
    public Entry<P> with(P other) {
        return new Entry<>(id, type, summary, source, params, other);
    }

    /** Stands for the settings in keys, beside the code: what it is called does not matter, what it does decides. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("entry").add("type", type);
        params.forEach((name, value) -> digest.add("params." + name, value));
        return digest.build();
    }

    /** The code of the plugin, with all that it holds. */
    public Implementation implementation() {
        return Implementation.ofObject(plugin);
    }

    private Trust trust() {
        if (plugin instanceof Defense defense) {
            return defense.trust();
        }
        return plugin instanceof Attack attack ? attack.trust() : Trust.BUILT_IN;
    }

    /** Returns the entry as a record tells of it. */
    public RunInfo.Entry recorded() {
        return new RunInfo.Entry(
                id,
                type,
                summary,
                source.paper(),
                source.fidelity(),
                new TreeMap<>(params),
                digest().hex(),
                implementation().digest().hex(),
                "",
                trust());
    }
}
