package dev.visor.report;

import dev.visor.core.Interval;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** How numbers look in a report. */
final class Text {

    private static final int DIGITS = 12;

    private Text() {}

    /** 0.698 as {@code 69.8}. */
    static String percent(double rate) {
        return fixed(rate * 100, 1);
    }

    /** {@code 65.7–73.6}; nothing where there is no interval. */
    static String percent(Optional<Interval> interval) {
        return interval.map(i -> percent(i.low()) + "–" + percent(i.high())).orElse("");
    }

    static String fixed(double value, int places) {
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }

    /** Three significant digits, never in powers of ten: speeds run from 0.05 to 5,000. */
    static String speed(double value) {
        int places = value <= 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(value)));
        return fixed(value, Math.min(places, 6));
    }

    /** {@code 1,234,567}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 probe}, {@code 2 probes}. */
    static String plural(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** One value or the range of several: {@code 40} or {@code 38–40}. */
    static String range(LongStream values) {
        long[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return "–";
        }
        long low = sorted[0];
        long high = sorted[sorted.length - 1];
        return low == high ? count(low) : count(low) + "–" + count(high);
    }

    /** A FAR as it is asked for: {@code 0.001}. */
    static String rate(double far) {
        return BigDecimal.valueOf(far).stripTrailingZeros().toPlainString();
    }

    static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    static String brief(String digest) {
        return digest.substring(0, Math.min(DIGITS, digest.length()));
    }
}
