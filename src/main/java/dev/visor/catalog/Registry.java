package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
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
    record Type<P extends Record, T>(Class<P> params, Function<P, ? extends T> maker) {

        Optional<Made<T>> make(Fields fields) {
            return ParamsBinder.bind(params, fields)
                    .map(bound -> new Made<>(ParamsBinder.texts(bound), maker.apply(bound)));
        }
    }

    /** A plug-in and its parameters in canonical text. */
    record Made<T>(SortedMap<String, String> params, T plugin) {}

    /** Adds a type; its parameters' record binds by component name. */
    public <P extends Record> Registry<T> add(String word, Class<P> params, Function<P, ? extends T> maker) {
        if (types.put(word, new Type<>(params, maker)) != null) {
            throw new IllegalStateException("type " + word + " is registered twice");
        }
        return this;
    }

    /** Adds a type without parameters. */
    public Registry<T> add(String word, Supplier<? extends T> maker) {
        return add(word, Nothing.class, nothing -> maker.get());
    }

    record Nothing() {}

    Map<String, Type<?, T>> types() {
        return types;
    }
}
