package dev.visor.catalog.yaml;

import dev.visor.core.text.Printable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML value that remembers where it was written. */
public sealed interface Yaml {

    SourceLocation where();

    /** Names this value in a sentence. */
    String shown();

    /** One word or number; its text as written, without quotes. */
    record Scalar(SourceLocation where, String text) implements Yaml {

        @Override
        public String shown() {
            return "\"" + Printable.brief(text) + "\"";
        }
    }

    record Sequence(SourceLocation where, List<Yaml> items) implements Yaml {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Keys in the order of the file. */
    record Mapping(SourceLocation where, Map<String, Yaml> members) implements Yaml {

        public Mapping {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String shown() {
            return "keys and values";
        }

        /** Returns the same mapping with one member replaced or added. */
        public Mapping with(String key, Yaml value) {
            Map<String, Yaml> changed = new LinkedHashMap<>(members);
            changed.put(key, value);
            return new Mapping(where, changed);
        }
    }
}
