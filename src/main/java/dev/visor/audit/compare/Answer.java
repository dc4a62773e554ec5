package dev.visor.audit.compare;

import dev.visor.core.Outcome.Compared;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import java.util.List;

/**
 * The answer of one run to one question, such as "is this probe's subject hidden from that mate?"
 *
 * @param seen the trials that it comes from, in the order of the record
 */
record Answer(SubjectId subject, PhotoId probe, boolean success, List<Trial> seen) {

    Answer {
        seen = List.copyOf(seen);
    }

    /** Whether the two come from the same trials: outcomes, ranks, and similarities as close as that. */
    boolean sameAs(Answer other, double within) {
        if (success != other.success || seen.size() != other.seen.size()) {
            return false;
        }
        for (int i = 0; i < seen.size(); i++) {
            if (!same(seen.get(i), other.seen.get(i), within)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Trial one, Trial other, double within) {
        return sameRanks(one, other) && close(one, other, within);
    }

    /** Whether two searches have the same ranks; of what is no search, true. */
    static boolean sameRanks(Trial one, Trial other) {
        if (one instanceof Trial.Identification first && other instanceof Trial.Identification second) {
            return first.found().isPresent() == second.found().isPresent()
                    && (first.found().isEmpty()
                            || first.found().get().trueRank()
                                            == second.found().get().trueRank()
                                    && first.found()
                                            .get()
                                            .targetRank()
                                            .equals(second.found().get().targetRank()));
        }
        return !(one instanceof Trial.Retrieval first && other instanceof Trial.Retrieval second)
                || first.rank().equals(second.rank());
    }

    private static boolean close(Trial one, Trial other, double within) {
        if (one.outcome() instanceof Compared first && other.outcome() instanceof Compared second) {
            return Math.abs(first.similarity() - second.similarity()) <= within;
        }
        return one.outcome().equals(other.outcome());
    }
}
