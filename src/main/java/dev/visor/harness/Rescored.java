package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Trial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.Optional;

/**
 * A recorded trial beside the same one, run again.
 *
 * @param now empty if the attack asked no such question this time
 */
public record Rescored(Trial recorded, Optional<Trial> now) {

    /**
     * Two similarities of one trial may differ by this much. Arithmetic on other batches, cores or devices moves a cosine by some
     * 1e-6; the record keeps six places. A wrong photo, crop or recognizer moves it by far more.
     */
    public static final double TOLERANCE = 1e-4;

    public static Rescored of(Trial recorded, Optional<Trial> now) {
        return new Rescored(recorded, now);
    }

    /** Says that a record was made of other settings than those that it is to be judged by again. */
    public static InputError otherSettings(RunRecord record) {
        RunInfo info = record.info();
        return new InputError(
                "%s: suite %s has other settings or entries here than in the run; rescore it with commit %s"
                        .formatted(record.directory(), info.suite().id(), info.commit()));
    }

    /**
     * Tells whether two trials have the same probe and the same kind of mate; which photo of a target is the nearest
     * may change within the tolerance.
     */
    public static boolean asksTheSame(Trial one, Trial other) {
        if (one.pairing() != other.pairing() || !one.probe().equals(other.probe())) {
            return false;
        }
        if (one instanceof Trial.Verification first && other instanceof Trial.Verification second) {
            boolean target = first.label() == Trial.Label.TARGET;
            return first.label() == second.label() && (target || first.mate().equals(second.mate()));
        }
        if (one instanceof Trial.Retrieval first && other instanceof Trial.Retrieval second) {
            return first.mate().equals(second.mate());
        }
        if (one instanceof Trial.Tracking first && other instanceof Trial.Tracking second) {
            return first.round() == second.round();
        }
        return one.getClass() == other.getClass();
    }

    /** Whether outcome, similarity (within {@link #TOLERANCE}) and, of a search, all that it found are the same. */
    public boolean agrees() {
        return now.filter(trial -> same(recorded, trial)).isPresent();
    }

    private static boolean same(Trial recorded, Trial now) {
        if (recorded.outcome() instanceof Compared before && now.outcome() instanceof Compared after) {
            boolean near = Math.abs(before.similarity() - after.similarity()) <= TOLERANCE;
            return near
                    && (!(recorded instanceof Trial.Identification search)
                            || search.found().equals(((Trial.Identification) now).found()))
                    && (!(recorded instanceof Trial.Retrieval retrieved)
                            || retrieved.rank().equals(((Trial.Retrieval) now).rank()));
        }
        return recorded.outcome().equals(now.outcome());
    }

    /** Recorded and now, in words. */
    public String words() {
        String asked = "%s, probe %s, %s"
                .formatted(
                        recorded.cell().id(),
                        recorded.probe(),
                        recorded.pairing().word());
        String mate =
                recorded instanceof Trial.Verification pair ? " " + pair.label().word() + " " + pair.mate() : "";
        return "%s%s: recorded %s, now %s"
                .formatted(
                        asked, mate, result(recorded), now.map(Rescored::result).orElse("not asked"));
    }

    private static String result(Trial trial) {
        String similarity = trial.outcome() instanceof Compared compared
                ? String.format(java.util.Locale.ROOT, "%.6f", compared.similarity())
                : trial.outcome().word();
        return trial instanceof Trial.Identification search && search.found().isPresent()
                ? similarity + " " + search.found().get()
                : similarity;
    }
}
