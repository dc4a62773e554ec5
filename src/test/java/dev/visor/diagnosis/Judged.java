package dev.visor.diagnosis;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.metric.evaluation.ProbeOutcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Searches written out: {@code +} is a probe that was not recognized, {@code .} one that was, {@code ?} one without a face. */
final class Judged {

    private final ProbeOutcomes successes = new ProbeOutcomes();

    ProbeOutcomes successes() {
        return successes;
    }

    Judged control(String model, String outcomes) {
        return add("none", List.of(), model, Access.NONE, outcomes);
    }

    Judged whiteBox(String defense, String outcomes) {
        return add(defense, List.of("net"), "net", Access.WHITE_BOX, outcomes);
    }

    Judged blackBox(String defense, String outcomes) {
        return add(defense, List.of("net"), "other", Access.BLACK_BOX, outcomes);
    }

    private Judged add(String defense, List<String> surrogates, String model, Access access, String outcomes) {
        Cell cell =
                SampleCells.recognition(defense, surrogates, "search", model, "lfw", 1, Alignment.CROP, "none", access);
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < outcomes.length(); i++) {
            trials.add(search(cell, "p" + i, outcomes.charAt(i)));
        }
        successes.add(trials, List.of());
        return this;
    }

    private static Trial search(Cell cell, String probe, char outcome) {
        SubjectId subject = new SubjectId(probe);
        Optional<Trial.Found> found = outcome == '?'
                ? Optional.empty()
                : Optional.of(new Trial.Found(outcome == '+' ? 2 : 1, OptionalInt.empty(), Optional.empty(), subject));
        return new Trial.Identification(
                cell,
                Pairing.PROTECTED_CLEAN,
                subject,
                new PhotoId(probe),
                outcome == '?' ? new Outcome.NotAcquired(Reason.NO_FACE) : new Outcome.Compared(.5),
                found);
    }
}
