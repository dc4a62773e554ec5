package dev.visor.audit.verify;

import java.util.List;
import java.util.Map;

/**
 * The result of checking a record.
 *
 * @param mismatches empty if all of it follows
 * @param recomputed how many of each kind of number were made again
 * @param remarks what could not be checked, and why
 */
public record Audit(List<Mismatch> mismatches, Map<String, Long> recomputed, List<String> remarks) {

    public Audit {
        mismatches = List.copyOf(mismatches);
        remarks = List.copyOf(remarks);
    }

    public boolean passed() {
        return mismatches.isEmpty();
    }
}
