package dev.visor.report.inversion;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Trust;
import java.util.List;

/**
 * An attack of an inversion run with those who judge its reconstructions.
 *
 * @param reach what it gets hold of: the model, its scores, its labels, or leaked data
 * @param trust how far what it made can be believed
 * @param judges who say whom its reconstructions show: a jury, or a single recognizer
 */
record JudgedAttack(String id, AttackerAccess reach, Trust trust, List<String> judges) {

    private static final String JURY = "jury";

    /** Whether it works on leaked masked photos, and not on the recognizer. */
    boolean ofData() {
        return reach == AttackerAccess.LEAKED_DATA;
    }

    /** Whether it was never run on a recognizer that knows nobody, so that wrong names are its baseline. */
    boolean heldAgainstWrongNames() {
        return ofData() || trust == Trust.SUPPLIED;
    }

    boolean beforeJury() {
        return judges.size() > 1;
    }

    /** Returns the judge under whom the verdict stands in the metrics. */
    String judge() {
        return beforeJury() ? JURY : judges.get(0);
    }

    String reachWords() {
        return reach == AttackerAccess.LEAKED_DATA ? "leaked data" : reach.word();
    }
}
