package dev.visor.result.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Formats the numbers of records: plain decimal digits, whatever the machine's locale.
 *
 * <p>What is computed is what is written: {@link #sixPlaces(double)} gives the value that reading the written text gives
 * back, so that metrics and thresholds can be computed again from the files alone.
 */
public final class Decimals {

    private static final int SIMILARITY_PLACES = 6;
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Decimals() {}

    /** The similarity that remains once it has been written with six places. */
    public static double sixPlaces(double value) {
        return rounded(value, SIMILARITY_PLACES);
    }

    /** The value that remains once it has been written with so many places. */
    public static double rounded(double value, int places) {
        return Double.parseDouble(places(value, places));
    }

    /** All of them, each rounded to six places; the argument is untouched. */
    public static double[] sixPlaces(double[] values) {
        double[] rounded = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = sixPlaces(values[i]);
        }
        return rounded;
    }

    public static String similarity(double value) {
        return places(value, SIMILARITY_PLACES);
    }

    public static String places(double value, int places) {
        return finite(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Six significant digits, without trailing zeros. */
    public static String digits(double value) {
        BigDecimal rounded = finite(value).round(SIX_DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a record holds finite numbers, got " + value);
        }
        return BigDecimal.valueOf(value);
    }
}
