package dev.visor.core.text;

import java.util.regex.Pattern;

/**
 * Keeps a text of a table from being a formula where a spreadsheet opens it; what was written is read back as it was.
 *
 * <p>A text that starts with one of {@code = + - @}, of whatever width and after whatever spaces, a tab or a carriage return gets an
 * apostrophe before it, which spreadsheets take as the sign of a text. One that starts with apostrophes before such a sign gets one more. Numbers and a lone {@code -} stay.
 */
public final class SpreadsheetText {

    private static final Pattern FORMULA =
            Pattern.compile("'*[ \\t\\r]*[\\t\\r=+\\-@\uFF0B\uFF0D\uFF1D\uFF20].*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
    private static final Pattern DASH = Pattern.compile("'*-");

    private SpreadsheetText() {}

    public static String written(String text) {
        return formula(text) ? "'" + text : text;
    }

    public static String read(String text) {
        return text.startsWith("'") && formula(text) ? text.substring(1) : text;
    }

    private static boolean formula(String text) {
        // Most texts begin as no formula does.
        return !text.isEmpty()
                && !Character.isLetterOrDigit(text.charAt(0))
                && FORMULA.matcher(text).matches()
                && !NUMBER.matcher(text).matches()
                && !DASH.matcher(text).matches();
    }
}
