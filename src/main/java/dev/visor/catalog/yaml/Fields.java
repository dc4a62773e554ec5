package dev.visor.catalog.yaml;

import dev.visor.catalog.yaml.Values.Mismatch;
import dev.visor.catalog.yaml.Yaml.Mapping;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the keys of one mapping. What is missing or of the wrong type is reported, the missing at the end ({@link #done()}), and
 * replaced by a placeholder, so that reading goes on to the next problem; {@link #sound()} says whether the values may be used.
 */
public final class Fields {

    private final Mapping mapping;
    private final String prefix;
    private final ValidationErrors problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private boolean sound = true;

    public Fields(Mapping mapping, ValidationErrors problems) {
        this(mapping, "", problems);
    }

    private Fields(Mapping mapping, String prefix, ValidationErrors problems) {
        this.mapping = mapping;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** Whether every value asked for so far was there and of its type. */
    public boolean sound() {
        return sound;
    }

    /** Takes over whether a section is sound: what is wrong there is wrong here. */
    public void adopt(Fields section) {
        sound &= section.sound;
    }

    public String text(String key) {
        return (String) value(key, String.class, "");
    }

    public int integer(String key) {
        return (int) value(key, int.class, 0);
    }

    public double number(String key) {
        return (double) value(key, double.class, 0.);
    }

    public boolean truth(String key) {
        return (boolean) value(key, boolean.class, false);
    }

    /** One word of a list, through {@code meaning}; a word without one is reported with the nearest that has. */
    public <T> Optional<T> word(String key, String kind, Map<String, T> meanings) {
        String word = text(key);
        if (!word.isEmpty()) {
            if (meanings.containsKey(word)) {
                return Optional.of(meanings.get(word));
            }
            report(at(key), NearestWord.unknown(kind, word, meanings.keySet()));
        }
        return Optional.empty();
    }

    /** A list, each item read by {@code item}, which reports through these fields what it cannot read. */
    public <T> List<T> list(String key, Function<Yaml, Optional<T>> item) {
        Optional<Yaml> value = required(key);
        if (value.isPresent() && !(value.get() instanceof Yaml.Sequence)) {
            report(
                    at(key),
                    name(key) + " must be a list such as [a, b], got "
                            + value.get().shown());
        }
        return value
                .filter(Yaml.Sequence.class::isInstance)
                .map(v -> ((Yaml.Sequence) v).items())
                .orElse(List.of())
                .stream()
                .map(item)
                .flatMap(Optional::stream)
                .toList();
    }

    /** An item of a list as {@code type}. */
    public Optional<Object> item(String key, Yaml item, Type type) {
        try {
            return Optional.of(Values.convert(item, type));
        } catch (Mismatch e) {
            report(item.where(), name(key) + " must hold " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The value as {@code type}, or the placeholder. */
    public Object value(String key, Type type, Object placeholder) {
        Optional<Yaml> value = required(key);
        if (value.isPresent()) {
            try {
                return Values.convert(value.get(), type);
            } catch (Mismatch e) {
                report(value.get().where(), name(key) + " must be " + e.getMessage());
            }
        }
        return placeholder;
    }

    /** The mapping below a key. */
    public Fields section(String key) {
        return below(key, required(key));
    }

    /** The items of a list that may be left out; then it has none. */
    public <T> List<T> optionalList(String key, Function<Yaml, Optional<T>> item) {
        asked.add(key);
        return mapping.members().containsKey(key) ? list(key, item) : List.of();
    }

    /** A whole number that may be left out; then it is 0. */
    public int optionalInteger(String key) {
        asked.add(key);
        return mapping.members().containsKey(key) ? integer(key) : 0;
    }

    /** The mapping below a key that may be left out; then it has no keys. */
    public Fields optionalSection(String key) {
        asked.add(key);
        Optional<Yaml> value = Optional.ofNullable(mapping.members().get(key));
        return below(key, value.or(() -> Optional.of(new Mapping(mapping.where(), Map.of()))));
    }

    /** A section that is not there has been reported; that its keys are not there either goes without saying. */
    private Fields below(String key, Optional<Yaml> value) {
        if (value.isPresent() && !(value.get() instanceof Mapping)) {
            report(
                    at(key),
                    name(key) + " must hold keys and values, got " + value.get().shown());
        }
        return value.filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .map(below -> new Fields(below, name(key) + ".", problems))
                .orElseGet(() ->
                        new Fields(new Mapping(mapping.where(), Map.of()), name(key) + ".", new ValidationErrors()));
    }

    /** Returns the same keys, some with other values. */
    public Fields with(Mapping changes) {
        Mapping changed = mapping;
        for (Map.Entry<String, Yaml> change : changes.members().entrySet()) {
            changed = changed.with(change.getKey(), change.getValue());
        }
        return new Fields(changed, prefix, problems);
    }

    /** Reports a key that is no more, if it is there. */
    public void gone(String key, String advice) {
        if (mapping.members().containsKey(key)) {
            asked.add(key);
            report(at(key), "key \"" + name(key) + "\" is gone: " + advice);
        }
    }

    public boolean has(String key) {
        asked.add(key);
        return mapping.members().containsKey(key);
    }

    /** The keys that are there, in order. */
    public Set<String> keys() {
        asked.addAll(mapping.members().keySet());
        return mapping.members().keySet();
    }

    /** The value below a key, which is there. */
    public Yaml get(String key) {
        asked.add(key);
        return mapping.members().get(key);
    }

    public SourceLocation where() {
        return mapping.where();
    }

    /** Returns the place of the key's value, or where the mapping starts if the key is missing. */
    public SourceLocation at(String key) {
        Yaml value = mapping.members().get(key);
        return value == null ? mapping.where() : value.where();
    }

    public void report(SourceLocation where, String sentence) {
        sound = false;
        problems.add(where, sentence);
    }

    /** Reports every key that nothing has asked for, and every key that is missing unless one of those was meant for it. */
    public void done() {
        mapping.members().forEach((key, value) -> {
            if (!asked.contains(key)) {
                Optional<String> now = RenamedKeys.of(key).filter(asked::contains);
                report(
                        value.where(),
                        now.map(word -> "key \"%s\" is called \"%s\" now".formatted(name(key), name(word)))
                                .orElseGet(() -> NearestWord.unknown("key", name(key), names())));
                now.ifPresent(missing::remove);
                NearestWord.to(name(key), names()).ifPresent(meant -> missing.remove(meant.substring(prefix.length())));
            }
        });
        missing.forEach(key -> report(mapping.where(), "key \"" + name(key) + "\" is missing"));
        missing.clear();
    }

    private List<String> names() {
        return asked.stream().map(this::name).toList();
    }

    private String name(String key) {
        return prefix + key;
    }

    private Optional<Yaml> required(String key) {
        asked.add(key);
        Optional<Yaml> value = Optional.ofNullable(mapping.members().get(key));
        if (value.isEmpty()) {
            sound = false;
            missing.add(key);
        }
        return value;
    }
}
