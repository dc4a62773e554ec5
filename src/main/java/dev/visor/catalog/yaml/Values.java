package dev.visor.catalog.yaml;

import dev.visor.catalog.yaml.Yaml.Mapping;
import dev.visor.catalog.yaml.Yaml.Scalar;
import dev.visor.catalog.yaml.Yaml.Sequence;
import dev.visor.external.LocalFiles;
import dev.visor.external.LocalFolder;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns YAML into the Java types that parameters may have. */
public final class Values {

    private static final int MOST_DIGITS = 100;

    private Values() {}

    /** A value that is not of the type; the message says what was expected. */
    static final class Mismatch extends Exception {

        private static final long serialVersionUID = 1L;

        Mismatch(String expected) {
            super(expected);
        }
    }

    /**
     * The value as {@code type}: int, long, double (a fraction such as 12/255 is one), boolean, String, an enum, or a
     * list of these.
     */
    static Object convert(Yaml value, Type type) throws Mismatch {
        if (type == LocalFiles.class) {
            return files(value);
        }
        if (type == LocalFolder.class) {
            return folder(value);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(value, list.getActualTypeArguments()[0]);
        }
        if (!(value instanceof Scalar scalar) || scalar.text().isBlank()) {
            throw new Mismatch(expected(type) + ", got " + shown(value));
        }
        try {
            return scalar(scalar.text(), (Class<?>) type);
        } catch (NumberFormatException e) {
            throw new Mismatch(expected(type) + ", got " + shown(value));
        }
    }

    private static LocalFiles files(Yaml value) throws Mismatch {
        List<String> names =
                list(value, String.class).stream().map(String.class::cast).toList();
        Path folder = value.where().folder().toAbsolutePath().normalize();
        for (String name : names) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new Mismatch(
                        "a list of files that lie beside this one, and there is no file " + folder.resolve(name));
            }
        }
        try {
            return LocalFiles.of(folder, names);
        } catch (IOException e) {
            throw new Mismatch("a list of files that can be read (" + e.getMessage() + ")");
        }
    }

    private static LocalFolder folder(Yaml value) throws Mismatch {
        String name = (String) convert(value, String.class);
        Path entry = value.where().folder().toAbsolutePath().normalize();
        if (!Files.isDirectory(entry.resolve(name))) {
            throw new Mismatch("a folder that lies beside this file, and there is no folder " + entry.resolve(name));
        }
        try {
            return LocalFolder.of(entry, name);
        } catch (IOException e) {
            throw new Mismatch("a folder whose files can be read (" + e.getMessage() + ")");
        }
    }

    /** Returns a value as a card's free parameters hold it: Boolean, Double, String, List or Map of these. */
    public static Object plain(Yaml value) {
        if (value instanceof Sequence sequence) {
            return sequence.items().stream().map(Values::plain).toList();
        }
        if (value instanceof Mapping mapping) {
            Map<String, Object> plain = new LinkedHashMap<>();
            mapping.members().forEach((key, member) -> plain.put(key, plain(member)));
            return plain;
        }
        String text = ((Scalar) value).text();
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return number(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static List<Object> list(Yaml value, Type element) throws Mismatch {
        if (!(value instanceof Sequence sequence)) {
            throw new Mismatch("a list such as [a, b], got " + shown(value));
        }
        List<Object> items = new ArrayList<>();
        for (Yaml item : sequence.items()) {
            items.add(convert(item, element));
        }
        return List.copyOf(items);
    }

    private static Object scalar(String text, Class<?> type) throws Mismatch {
        if (type == int.class || type == Integer.class) {
            return Integer.parseInt(digits(text));
        }
        if (type == long.class || type == Long.class) {
            return Long.parseLong(digits(text));
        }
        if (type == double.class || type == Double.class) {
            return number(text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        }
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return constant(text, type);
        }
        throw new IllegalStateException("no parameter can be a " + type.getName());
    }

    /** Java takes the digits of every script for a number; a card's are read by others, too. */
    private static String digits(String text) {
        if (!text.matches("[-+]?[0-9]+")) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private static double number(String text) {
        if (text.length() > MOST_DIGITS) {
            throw new NumberFormatException("too long to be meant");
        }
        int slash = text.indexOf('/');
        double value = slash < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
        if (!Double.isFinite(value) || !text.matches("[-+0-9.eE/ ]+")) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static boolean truth(String text) throws Mismatch {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Mismatch("true or false, got \"" + text + "\"");
        }
        return text.equals("true");
    }

    private static Object constant(String text, Class<?> type) throws Mismatch {
        Map<String, Object> words = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(Values::word, c -> c, (a, b) -> a, LinkedHashMap::new));
        if (!words.containsKey(text)) {
            throw new Mismatch("one of " + String.join(", ", words.keySet()) + ", got \"" + text + "\""
                    + NearestWord.to(text, words.keySet())
                            .map(near -> "; did you mean \"" + near + "\"?")
                            .orElse(""));
        }
        return words.get(text);
    }

    /** An enum constant in a file: what its {@code word()} says if it has one, its name in kebab-case otherwise. */
    public static String word(Object constant) {
        try {
            return (String) constant.getClass().getMethod("word").invoke(constant);
        } catch (ReflectiveOperationException e) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static String expected(Type type) {
        if (type == double.class || type == Double.class) {
            return "a number or a fraction such as 12/255";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return "one of "
                    + Arrays.stream(c.getEnumConstants()).map(Values::word).collect(Collectors.joining(", "));
        }
        return type == String.class ? "a text" : "true or false";
    }

    private static String shown(Yaml value) {
        return value instanceof Scalar scalar && scalar.text().isBlank() ? "nothing" : value.shown();
    }
}
