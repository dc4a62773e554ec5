package dev.visor.service;

import java.util.Locale;
import java.util.Optional;

/** Checks that a key can be carried by a header and a signature: some printable ASCII, without spaces or quotes around it. */
public final class KeyText {

    /** Vendors' keys have up to some hundred characters; a whole file was not meant. */
    static final int LONGEST = 512;

    private static final String QUOTES = "\"'`";
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private KeyText() {}

    /** Tells what is wrong with a value, in a clause that does not tell it; empty if nothing is. */
    public static Optional<String> flaw(String value) {
        if (value.isBlank()) {
            return Optional.of("is blank");
        }
        if (value.length() > LONGEST) {
            return Optional.of(String.format(
                    Locale.ROOT, "has %d characters, more than the %d of the longest key", value.length(), LONGEST));
        }
        for (int i = 0; i < value.length(); i++) {
            Optional<String> flaw = flaw(value.charAt(i), i + 1);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return QUOTES.indexOf(value.charAt(0)) >= 0 || QUOTES.indexOf(value.charAt(value.length() - 1)) >= 0
                ? Optional.of("has quotation marks around it")
                : Optional.empty();
    }

    private static Optional<String> flaw(char c, int place) {
        if (c > ' ' && c <= '~') {
            return Optional.empty();
        }
        String what = c == BYTE_ORDER_MARK
                ? "a byte order mark"
                : c == '\n' || c == '\r'
                        ? "a line break"
                        : Character.isWhitespace(c) || Character.isSpaceChar(c)
                                ? "a space"
                                : c <= '~' || Character.isISOControl(c)
                                        ? "a control character"
                                        : "a character outside of ASCII";
        return Optional.of(String.format(Locale.ROOT, "has %s (U+%04X) at place %d", what, (int) c, place));
    }
}
