package dev.visor.catalog.type;

import dev.visor.catalog.yaml.Fields;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The types of one kind of plug-in, by the word that a file names them with. */
public final class Registry<T> {

    private final Map<String, Type<?, T>> types = new TreeMap<>();

    /** A plug-in's parameters, and how it is made of them. */
    public record Type<P extends Record, T>(Class<P> params, Function<P, ? extends T> maker) {

        /** The plug-in that a file asks for; empty, with the problems reported, if its parameters are not sound. */
        public Optional<Made<T>> make(Fields fields) {
            try {
                return ParamsBinder.bind(params, fields)
                        .map(bound -> new Made<>(ParamsBinder.texts(bound), maker.apply(bound)));
            } catch (LinkageError e) {
                fields.report(
                        fields.where(),
                        "the type cannot be made (%s): build its jar for this Visor and this Java"
                                .formatted(e.getMessage()));
                return Optional.empty();
            }
        }
    }

    /** A plug-in and its parameters in canonical text. */
    public record Made<T>(SortedMap<String, String> params, T plugin) {}

    /**
     * Adds a type; its parameters' record binds by component name.
     *
     * @throws IllegalArgumentException if the word is taken
     */
    public <P extends Record> Registry<T> add(String word, Class<P> params, Function<P, ? extends T> maker) {
        if (types.containsKey(word)) {
            throw new IllegalArgumentException(
                    "there is a type \"%s\" already; give the new one another word".formatted(word));
        }
        types.put(word, new Type<>(params, maker));
        return this;
    }

    /** Adds a type without parameters. */
    public Registry<T> add(String word, Supplier<? extends T> maker) {
        return add(word, Nothing.class, nothing -> maker.get());
    }

    private record Nothing() {}

    public Map<String, Type<?, T>> types() {
        return Collections.unmodifiableMap(types);
    }
}
