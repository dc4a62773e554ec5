package dev.visor.audit.compare;

/** The verdicts of a gate, the worst first. */
public enum Verdict {
    /** Shown to be worse by more than the margin, or missing. */
    REGRESSION(3),
    /** Neither shown to be worse than the margin, nor shown not to be. */
    INCONCLUSIVE(4),
    /** Shown not to be worse by the margin or more, or the same trials. */
    PASS(0);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
