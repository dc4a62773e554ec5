package dev.visor.harness.exchange;

import java.util.List;

/**
 * A line of a check.
 *
 * @param kind that it is
 * @param sentence about what was looked at
 */
public record Finding(Kind kind, String sentence) {

    /** The outcome of a check. */
    public enum Kind {
        OK,
        /** Something that must be known, and keeps nobody from going on. */
        NOTE,
        /** Something that cannot be used as it is. */
        FAULT
    }

    public static Finding ok(String sentence) {
        return new Finding(Kind.OK, sentence);
    }

    public static Finding note(String sentence) {
        return new Finding(Kind.NOTE, sentence);
    }

    public static Finding fault(String sentence) {
        return new Finding(Kind.FAULT, sentence);
    }

    /** Whether nothing of it is a fault. */
    public static boolean sound(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.kind() == Kind.FAULT);
    }

    /** Returns the line, such as {@code fault  000001.png is missing}. */
    @Override
    public String toString() {
        return "%-5s  %s".formatted(kind.name().toLowerCase(java.util.Locale.ROOT), sentence);
    }
}
