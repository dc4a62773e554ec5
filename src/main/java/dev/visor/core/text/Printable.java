package dev.visor.core.text;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Text from outside as a sentence, a table or a terminal may show it: on one line, and in the order in which it is stored.
 *
 * <p>A name may hold an escape sequence that recolors or erases lines, a line feed that forges one, or a mark that turns the
 * reading direction around. Each becomes {@code \\u} and its four digits; letters of every script stay as they are.
 */
public final class Printable {

    private static final int LONG = 120;

    private Printable() {}

    /** Returns the same text without anything that a terminal or a reader would act on. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::acts)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (acts(c)) {
                Character.toString(c).chars().forEach(unit -> out.append(escape(unit)));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Makes each of several lines printable; they stay apart. */
    public static String lines(String text) {
        return Arrays.stream(text.split("\n", -1)).map(Printable::line).collect(Collectors.joining("\n"));
    }

    /** Returns the same text, printable, and cut where nobody would read on. */
    public static String brief(String text) {
        String line = line(text.length() > LONG ? text.substring(0, LONG) : text);
        return text.length() > LONG ? line + "..." : line;
    }

    /**
     * Returns the same text with a replacement character for each that acts, for a page, whose reader has no use for
     * digits.
     */
    public static String replaced(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(acts(c) && c != '\n' && c != '\t' ? '\uFFFD' : c));
        return out.toString();
    }

    /** Whether it does something instead of being read: controls, turns of direction, separators, halves of pairs. */
    static boolean acts(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> turns(c) || (c & 0xFFFE) == 0xFFFE || c == 0xFEFF;
        };
    }

    private static boolean turns(int c) {
        return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static String escape(int unit) {
        return "\\u" + HexFormat.of().toHexDigits((char) unit);
    }
}
