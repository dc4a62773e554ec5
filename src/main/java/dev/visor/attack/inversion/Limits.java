package dev.visor.attack.inversion;

/** Checks parameters; the sentence starts with the parameter, as its file has it. */
public final class Limits {

    private Limits() {}

    public static void atLeast(String name, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be at least %s, got %s".formatted(name, shown(least), shown(value)));
        }
    }

    public static void above(String name, double value, double bound) {
        if (!(value > bound) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be above %s, got %s".formatted(name, shown(bound), shown(value)));
        }
    }

    public static void momentum(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + value);
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
