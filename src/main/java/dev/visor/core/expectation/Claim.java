package dev.visor.core.expectation;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import java.util.List;
import java.util.Optional;

/**
 * A claim about a defense, precise enough for a run to judge.
 *
 * @param id the name of its file, without ending
 * @param statement in words
 * @param source paper and place in it
 * @param metric as in {@code metrics.csv}
 * @param far of a metric that involves a threshold
 * @param over whether every cell must fulfil it, or their mean
 */
public record Claim(
        String id,
        String statement,
        Source source,
        String metric,
        Pairing pairing,
        Optional<Far> far,
        Cells cells,
        Over over,
        Bound bound) {

    /** @param place table, page or section */
    public record Source(String paper, String place) {}

    /** The kind of things that a claim over several cells is about. */
    public enum Over {
        EACH,
        MEAN
    }

    /**
     * A choice of the cells of which a claim speaks.
     *
     * @param surrogates ids; empty for all
     * @param models ids; empty for all
     * @param defenseAccess empty for any
     * @param alignments each is judged by itself
     * @param countermeasures likewise; {@code worst} is the worst of all
     */
    public record Cells(
            String dataset,
            String defense,
            List<String> surrogates,
            String attack,
            List<String> models,
            Optional<Access> defenseAccess,
            List<Alignment> alignments,
            List<String> countermeasures) {

        public Cells {
            surrogates = List.copyOf(surrogates);
            models = List.copyOf(models);
            alignments = List.copyOf(alignments);
            countermeasures = List.copyOf(countermeasures);
        }

        /** Whether it speaks of that cell, where the alignment and the countermeasure are those. */
        public boolean hold(Cell cell, Alignment alignment, String countermeasure) {
            return cell.dataset().equals(dataset)
                    && cell.defense().equals(defense)
                    && (surrogates.isEmpty() || surrogates.equals(cell.surrogates()))
                    && cell.attack().equals(attack)
                    && (models.isEmpty() || models.contains(cell.answering()))
                    && (defenseAccess.isEmpty() || defenseAccess.get() == cell.defenseAccess())
                    && cell.alignment() == alignment
                    && cell.countermeasure().equals(countermeasure);
        }
    }

    /** A bound that a claim sets to the value. */
    public sealed interface Bound permits AtLeast, AtMost, Within, Above {}

    public record AtLeast(double value) implements Bound {}

    public record AtMost(double value) implements Bound {}

    public record Within(double low, double high) implements Bound {

        public Within {
            if (!(low <= high)) {
                throw new IllegalArgumentException("within must run upwards, got [%s, %s]".formatted(low, high));
            }
        }
    }

    /** Above the same metric of another defense, on the same probes. */
    public record Above(String defense) implements Bound {}
}
