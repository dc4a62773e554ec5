package dev.visor.harness.card;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import dev.visor.core.text.Printable;
import dev.visor.stats.PairSeparation;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The degree to which a file tells people apart when it is asked in one way.
 *
 * @param similarities of the pairs that it was tried on, in their order
 * @param genuine which of them are of one person
 * @param fault why it could not be asked so any further; empty if it could
 */
public record CandidateScore(
        Candidate candidate, double[] similarities, boolean[] genuine, PairSeparation separation, String fault) {

    /** Names of {@link #cells}. */
    public static final List<String> HEADER =
            List.of("preset", "color and scale", "crop", "output", "pairs", "accuracy", "auc", "d'");

    private static final double CONFIDENCE = .95;
    private static final Seed SEED = new Seed(1);

    private static final Comparator<CandidateScore> BY_ACCURACY = Comparator.comparing(
                    (CandidateScore score) -> !score.fault.isEmpty())
            .thenComparing(score -> -score.pairs())
            .thenComparing(score -> -score.separation.accuracy())
            .thenComparing(score -> -score.separation.auc())
            .thenComparing(score -> -score.separation.dPrime());

    /**
     * Best first: by accuracy; but of those that the most accurate one does not beat beyond chance, by d', for a few hundred pairs tell
     * how far two kinds lie apart before they tell how many are mistaken; and of those that are not beaten in that either, a preset.
     */
    static List<CandidateScore> bestFirst(Collection<CandidateScore> scores) {
        List<CandidateScore> sorted = new ArrayList<>(scores);
        sorted.sort(BY_ACCURACY);
        CandidateScore most = sorted.get(0);
        List<CandidateScore> alike = new ArrayList<>(sorted.stream()
                .filter(score -> score.fault.isEmpty()
                        && score.pairs() == most.pairs()
                        && !(most.moreAccurateThan(score).low() > 0))
                .toList());
        alike.sort(Comparator.comparing((CandidateScore score) -> -score.separation.dPrime()));
        // What many files want is the likelier, as long as the pairs do not speak against it.
        alike.stream()
                .filter(score -> score.candidate.preset().isPresent()
                        && !(alike.get(0).fartherThan(score).low() > 0))
                .findFirst()
                .ifPresent(preset -> {
                    alike.remove(preset);
                    alike.add(0, preset);
                });
        sorted.removeAll(alike);
        sorted.addAll(0, alike);
        return sorted;
    }

    /** Tells by how much this one's accuracy is above the other's: the middle 95 %, on the same pairs. */
    Interval moreAccurateThan(CandidateScore other) {
        return PairedRates.of(other.only(this), only(other), pairs()).interval(CONFIDENCE);
    }

    /** Tells by how much farther this one's two kinds lie apart, by d': the middle 95 %, on the same pairs. */
    Interval fartherThan(CandidateScore other) {
        return PairSeparation.dPrimeDifference(similarities, other.similarities, genuine, SEED);
    }

    /** Pairs that this one tells right and the other does not. */
    private long only(CandidateScore other) {
        long only = 0;
        for (int i = 0; i < pairs(); i++) {
            only += separation.correct()[i] && !other.separation.correct()[i] ? 1 : 0;
        }
        return only;
    }

    static CandidateScore of(Candidate candidate, double[] similarities, boolean[] genuine) {
        return new CandidateScore(candidate, similarities, genuine, PairSeparation.of(similarities, genuine), "");
    }

    static CandidateScore failed(Candidate candidate, String fault) {
        return new CandidateScore(
                candidate, new double[0], new boolean[0], new PairSeparation(0, new boolean[0], 0, 0), fault);
    }

    /** Returns it as a row of a table, for people. */
    public List<String> cells() {
        boolean failed = !fault.isEmpty();
        return List.of(
                candidate.presetWord(),
                candidate.input().words(),
                candidate.crop().name(),
                Printable.line(candidate.outputWord()),
                Integer.toString(pairs()),
                failed ? "fails" : String.format(Locale.ROOT, "%.1f %%", 100 * separation.accuracy()),
                failed ? "-" : String.format(Locale.ROOT, "%.4f", separation.auc()),
                failed ? "-" : String.format(Locale.ROOT, "%.2f", separation.dPrime()));
    }

    /** Returns the number of pairs that it was tried on. */
    public int pairs() {
        return similarities.length;
    }
}
