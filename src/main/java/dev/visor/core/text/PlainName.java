package dev.visor.core.text;

/**
 * Checks ids: an id is a word that can stand in a path, an anchor or a sentence without becoming anything else there.
 *
 * <p>Letters of every script, digits, blanks within and signs; no slash, no control character, no leading dot.
 */
public final class PlainName {

    /** Words for the end of a sentence that begins with "expected". */
    public static final String RULE =
            "a name of 1 to 255 characters without slashes, control characters, a leading dot or blanks at its ends";

    private static final int MOST = 255;

    private PlainName() {}

    public static boolean is(String text) {
        return !text.isBlank()
                && text.length() <= MOST
                && text.equals(text.strip())
                && !text.startsWith(".")
                && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Printable.acts(c));
    }
}
