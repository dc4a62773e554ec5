package dev.visor.core.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text in front of an array's values: a Python dictionary of three keys.
 *
 * <p>Format: NumPy Enhancement Proposal 1, and the documentation of {@code numpy.lib.format}.
 *
 * @param littleEndian the order of each value's bytes
 * @param shape the length of each axis
 * @param count how many values that makes
 */
record NpyHeader(NpyType type, boolean littleEndian, List<Integer> shape, long count) {

    /** NumPy itself reads no array of more axes. */
    private static final int MOST_AXES = 64;

    /** {@code 'key': value}, with the comma that Python writes after the last one, too. */
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*(?:'(\\w+)'|\"(\\w+)\")\\s*:\\s*('[^']*'|\"[^\"]*\"|True|False|\\([0-9L,\\s]*+\\)|\\[[^]]*\\])\\s*(?:,|$)");

    /** A length; Python 2 writes {@code 112L}. */
    private static final Pattern LENGTH = Pattern.compile("\\s*([0-9]{1,10})L?\\s*");

    NpyHeader {
        shape = List.copyOf(shape);
    }

    /**
     * Reads the dictionary.
     *
     * @param mostBytes a larger array is refused
     * @throws NotRead with the reason, for the end of a sentence
     */
    static NpyHeader parse(String text, long mostBytes) throws NotRead {
        Map<String, String> entries = entries(text.strip());
        String descr = unquoted(entries.get("descr"));
        NpyType type = type(descr);
        if (!entries.get("fortran_order").equals("False")) {
            throw new NotRead("its values are in Fortran order, expected C order: save numpy.ascontiguousarray(a)");
        }
        List<Integer> shape = shape(entries.get("shape"));
        long count = 1;
        for (int side : shape) {
            // What was let through lies below 2^32, and a side below 2^31, so the product cannot overflow.
            count *= side;
            if (count > mostBytes / type.size()) {
                throw new NotRead(String.format(
                        Locale.ROOT,
                        "its shape is %s, which makes more than the %,d bytes that are read",
                        entries.get("shape"),
                        mostBytes));
            }
        }
        return new NpyHeader(type, descr.charAt(0) != '>', shape, count);
    }

    private static Map<String, String> entries(String text) throws NotRead {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new NotRead("its header is no dictionary");
        }
        String body = text.substring(1, text.length() - 1).strip();
        Map<String, String> entries = new HashMap<>();
        Matcher entry = ENTRY.matcher(body);
        int end = 0;
        while (end < body.length() && entry.find(end) && entry.start() == end) {
            String key = Optional.ofNullable(entry.group(1)).orElse(entry.group(2));
            if (entries.put(key, entry.group(3)) != null) {
                throw new NotRead("its header has the key \"" + key + "\" twice");
            }
            end = entry.end();
        }
        if (end < body.length() || !entries.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
            throw new NotRead("its header is not {'descr': ..., 'fortran_order': ..., 'shape': ...}");
        }
        return entries;
    }

    private static NpyType type(String descr) throws NotRead {
        if (descr.endsWith("O")) {
            throw new NotRead("it holds Python objects (a pickle), which are never read: save numbers, such as"
                    + " a.astype('float32')");
        }
        return NpyType.of(descr)
                .orElseThrow(
                        () -> new NotRead(
                                "its values are of type \"" + descr
                                        + "\", expected float32, float64, uint8, int32, int64 or bool: convert it with a.astype('float32')"));
    }

    private static List<Integer> shape(String text) throws NotRead {
        if (!text.startsWith("(")) {
            throw new NotRead("its shape is " + text + ", expected whole numbers such as (112, 112, 3)");
        }
        String inner = text.substring(1, text.length() - 1).strip();
        List<Integer> shape = new ArrayList<>();
        if (inner.isEmpty()) {
            return shape;
        }
        String[] sides = (inner.endsWith(",") ? inner.substring(0, inner.length() - 1) : inner).split(",", -1);
        if (sides.length > MOST_AXES) {
            throw new NotRead(String.format(Locale.ROOT, "it has %d axes, more than %d", sides.length, MOST_AXES));
        }
        for (String side : sides) {
            Matcher length = LENGTH.matcher(side);
            if (!length.matches() || Long.parseLong(length.group(1)) > Integer.MAX_VALUE) {
                throw new NotRead("its shape is " + text + ", expected whole numbers below 2^31");
            }
            shape.add(Integer.parseInt(length.group(1)));
        }
        return shape;
    }

    /** Without its quotes; a list, which describes records of several fields, stays as it is. */
    private static String unquoted(String text) {
        return text.startsWith("[") ? text : text.substring(1, text.length() - 1);
    }

    /** The reason why a file is not read. */
    static final class NotRead extends Exception {

        private static final long serialVersionUID = 1L;

        NotRead(String reason) {
            super(reason);
        }
    }
}
