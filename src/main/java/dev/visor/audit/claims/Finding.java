package dev.visor.audit.claims;

import dev.visor.audit.claims.Judged.Decision;
import java.util.List;
import java.util.Locale;

/**
 * The verdict of one cell, or of the mean of several, on a claim.
 *
 * @param probesNeeded how many would decide if all stays as it is; 0 if no number would, or none is needed
 */
record Finding(Decision decision, String because, long probesNeeded) {

    /** A claim about each of several is refuted by one, and supported by all. */
    static Finding ofEach(List<Finding> cells) {
        if (cells.size() == 1) {
            return cells.get(0);
        }
        Decision worst = any(cells, Decision.REFUTED)
                ? Decision.REFUTED
                : any(cells, Decision.UNDECIDED) ? Decision.UNDECIDED : Decision.SUPPORTED;
        long needed = worst == Decision.UNDECIDED
                ? cells.stream().mapToLong(Finding::probesNeeded).max().orElse(0)
                : 0;
        Finding example =
                cells.stream().filter(f -> f.decision() == worst).findFirst().orElseThrow();
        return new Finding(
                worst,
                String.format(
                        Locale.ROOT,
                        "%d of %d cells support it, %d refute it; %s",
                        count(cells, Decision.SUPPORTED),
                        cells.size(),
                        count(cells, Decision.REFUTED),
                        example.because()),
                needed);
    }

    private static boolean any(List<Finding> cells, Decision decision) {
        return count(cells, decision) > 0;
    }

    private static long count(List<Finding> cells, Decision decision) {
        return cells.stream().filter(finding -> finding.decision() == decision).count();
    }
}
