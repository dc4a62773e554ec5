package dev.visor.catalog;

import dev.visor.catalog.type.Registry;
import dev.visor.catalog.type.Registry.Made;
import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.core.Citation;
import dev.visor.harness.plan.Entry;
import java.util.Map;
import java.util.Optional;

/** Reads the entries of one kind: {@code defenses/} or {@code attacks/}. */
final class EntryReader<T> {

    /** Words for how close a defense or attack is to where it comes from. */
    private static final Map<String, String> FIDELITIES = Map.of(
            "paper", "built from the full paper",
            "code", "built like the authors' code",
            "authors", "the authors' own program or images, as they are",
            "reconstruction", "built from what could be read; the rest is ours",
            "ours", "built here, after a published method or none",
            "control", "no published method; every number needs it");

    private final String kind;
    private final Registry<T> registry;
    private final Map<String, String> folders;
    private final Map<String, Mapping> overrides;
    private final ValidationErrors problems;

    /**
     * @param kind {@code defense}
     * @param registry the types of the folder that is read
     * @param folders of all types of attacks, or of defenses
     * @param overrides parameters to set, by id
     */
    EntryReader(
            String kind,
            Registry<T> registry,
            Map<String, String> folders,
            Map<String, Mapping> overrides,
            ValidationErrors problems) {
        this.kind = kind;
        this.registry = registry;
        this.folders = folders;
        this.overrides = overrides;
        this.problems = problems;
    }

    /** The entry; empty, with the problems reported, if anything is wrong with it. */
    Optional<Entry<T>> read(Mapping written, String id) {
        Fields fields = new Fields(written, problems);
        Fields params = fields.section("params");
        EntryHeader identity = EntryHeader.of(fields, id);
        Citation source = source(fields);
        Optional<Registry.Type<?, T>> type = type(fields);
        fields.done();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<Made<T>> made = type.get().make(overridden(id, params));
        if (made.isEmpty() || !fields.sound()) {
            return Optional.empty();
        }
        String name = overrides.containsKey(id) ? "modified-" + id : id;
        return Optional.of(new Entry<>(
                name,
                fields.text("type"),
                identity.summary(),
                source,
                made.get().params(),
                made.get().plugin()));
    }

    private Optional<Registry.Type<?, T>> type(Fields fields) {
        String word = fields.text("type");
        if (!registry.types().containsKey(word) && folders.containsKey(word)) {
            fields.report(
                    fields.at("type"),
                    "an entry of type \"%s\" lies in %s; move the file there".formatted(word, folders.get(word)));
            return Optional.empty();
        }
        return fields.word("type", kind + " type", registry.types());
    }

    private static Citation source(Fields fields) {
        Fields section = fields.section("source");
        Citation source = new Citation(section.text("paper"), section.text("fidelity"));
        section.word("fidelity", "fidelity", FIDELITIES);
        section.done();
        fields.adopt(section);
        return source;
    }

    private Fields overridden(String id, Fields params) {
        return overrides.containsKey(id) ? params.with(overrides.get(id)) : params;
    }
}
