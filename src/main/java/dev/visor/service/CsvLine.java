package dev.visor.service;

import dev.visor.core.text.SpreadsheetText;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * A row of CSV whose texts somebody else chose: one line, whatever they hold, and none of them a formula to a spreadsheet.
 *
 * <p>Control characters, line breaks of any alphabet and marks that turn the reading direction become spaces; before what would begin a
 * formula there is an apostrophe.
 */
public final class CsvLine {

    /** Longer texts are cut: a row is to be read by people. */
    private static final int LONGEST = 500;

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private CsvLine() {}

    public static String of(Object... values) {
        return FORMAT.format(
                Arrays.stream(values).map(value -> plain(String.valueOf(value))).toArray());
    }

    private static String plain(String text) {
        String cut = text.substring(0, Math.min(LONGEST, text.length()));
        return SpreadsheetText.written(UNPRINTABLE.matcher(cut).replaceAll(" ").strip());
    }
}
