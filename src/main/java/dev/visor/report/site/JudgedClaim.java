package dev.visor.report.site;

import dev.visor.core.expectation.Claim;
import java.nio.file.Path;
import java.util.List;

/** A claim with what runs say of it. */
public record JudgedClaim(Claim claim, List<Verdict> verdicts) {

    public JudgedClaim {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * The verdict of a run.
     *
     * @param record the run's folder
     * @param where alignment and countermeasure, in words
     * @param decision such as {@code supported}
     * @param because the numbers behind it
     * @param measured whether the run has such cells
     */
    public record Verdict(Path record, String where, String decision, String because, boolean measured) {}
}
