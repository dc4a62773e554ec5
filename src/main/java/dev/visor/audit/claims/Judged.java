package dev.visor.audit.claims;

import dev.visor.core.Alignment;
import dev.visor.core.expectation.Claim;
import java.util.Locale;

/**
 * The verdict of a run on a claim, in one alignment and under one countermeasure.
 *
 * @param because the numbers behind the decision, in one line
 */
public record Judged(Claim claim, Alignment alignment, String countermeasure, Decision decision, String because) {

    /** Whether the run has such cells. */
    public boolean measured() {
        return decision != Decision.NOT_MEASURED;
    }

    /** The decision on a claim, at 95 % confidence. */
    public enum Decision {
        SUPPORTED,
        REFUTED,
        /** The interval holds the bound: more probes are needed. */
        UNDECIDED,
        /** The run has no such cell. */
        NOT_MEASURED;

        public String word() {
            return this == UNDECIDED
                    ? "not decidable with this n"
                    : name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
