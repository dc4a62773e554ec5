package dev.visor.report.page;

import dev.visor.core.measure.Interval;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Formats numbers for a report. */
public final class Text {

    private static final int DIGITS = 12;

    private Text() {}

    /** Writes a rate in percent: 0.698 as {@code 69.8}. */
    public static String percent(double rate) {
        return fixed(rate * 100, 1);
    }

    /** {@code 65.7–73.6}; nothing where there is no interval. */
    public static String percent(Optional<Interval> interval) {
        return interval.map(i -> percent(i.low()) + "–" + percent(i.high())).orElse("");
    }

    public static String fixed(double value, int places) {
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    /** Three significant digits, never in powers of ten: speeds run from 0.05 to 5,000. */
    public static String speed(double value) {
        int places = value <= 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(value)));
        return fixed(value, Math.min(places, 6));
    }

    /** {@code 1,234,567}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 probe}, {@code 2 probes}. */
    public static String plural(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** One value or the range of several: {@code 40} or {@code 38–40}. */
    public static String range(LongStream values) {
        long[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return "–";
        }
        long low = sorted[0];
        long high = sorted[sorted.length - 1];
        return low == high ? count(low) : count(low) + "–" + count(high);
    }

    /** A FAR as it is asked for: {@code 0.001}. */
    public static String rate(double far) {
        return BigDecimal.valueOf(far).stripTrailingZeros().toPlainString();
    }

    public static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    public static String brief(String digest) {
        return digest.substring(0, Math.min(DIGITS, digest.length()));
    }
}
