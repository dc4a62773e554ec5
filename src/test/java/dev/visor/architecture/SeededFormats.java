package dev.visor.architecture;

import java.io.PrintStream;
import java.util.Locale;

/** What {@code LocaleTest} has to find, beside what it has to let pass. */
final class SeededFormats {

    private SeededFormats() {}

    static String number(int n) {
        return "%d".formatted(n);
    }

    static String oneOfTwo(boolean wide, int n) {
        return (wide ? "%04d" : "%s").formatted(n);
    }

    static String joined(String unit, double x) {
        return String.format("%.2f " + unit, x);
    }

    static String handedIn(String text, Object... values) {
        return text.formatted(values);
    }

    static void printed(PrintStream out, int n) {
        out.printf("%,d%n", n);
    }

    static String folded(String text) {
        return text.toUpperCase();
    }

    static String named(int n) {
        return String.format(Locale.ROOT, "%d", n);
    }

    static String plain(String text) {
        return "%s at 100 %% %n".formatted(text);
    }

    static void said(int n) {
        throw new IllegalArgumentException("must be at most 3, got %d".formatted(n));
    }
}
