package dev.visor.core.text;

import java.util.regex.Pattern;

/**
 * Keeps names and values from outside from being markup in a Markdown text: GitHub's kind, in paragraphs and in the cells of tables.
 *
 * <p>Underscores within words and brackets that start no link stay as they are: most ids have the former, intervals the latter.
 */
public final class Markdown {

    private static final Pattern ALWAYS = Pattern.compile("[\\\\`*<>|]");

    /** A link's text ends, an image begins, a word is struck out or set off, an entity begins. */
    private static final Pattern SOMETIMES = Pattern.compile("\\](?=[(\\[:])|!(?=\\[)|~(?=~)|(?<=~)~"
            + "|(?<![\\p{L}\\p{N}_])_|_(?![\\p{L}\\p{N}_])|&(?=#?[A-Za-z0-9]+;)");

    /** Marks at the start of a line: a heading, a list, a rule, an underline. */
    private static final Pattern START = Pattern.compile("^(\\s*)([#+=-]|\\d+[.)](?=\\s))(?=.)");

    private Markdown() {}

    /** Escapes a text as a cell, or as a part of a line. */
    public static String text(String text) {
        String escaped = ALWAYS.matcher(Printable.line(unbroken(text))).replaceAll("\\\\$0");
        return SOMETIMES.matcher(escaped).replaceAll("\\\\$0");
    }

    /** Escapes a text as a paragraph, whose start must not be read as that of something else. */
    public static String paragraph(String text) {
        return START.matcher(text(text))
                .replaceAll(start -> start.group(2).length() == 1
                        ? start.group(1) + "\\\\" + start.group(2)
                        : start.group(1) + start.group(2).replaceFirst("([.)])", "\\\\\\\\$1"));
    }

    /** Puts a text between backticks. */
    public static String code(String text) {
        return "`" + fenced(text).replace('`', '\'') + "`";
    }

    /** A line of a block between fences. */
    public static String fenced(String text) {
        return Printable.line(unbroken(text)).replace("```", "'''");
    }

    private static String unbroken(String text) {
        return text.replaceAll("\\R", " ");
    }
}
