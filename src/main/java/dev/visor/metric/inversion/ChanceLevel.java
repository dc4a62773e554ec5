package dev.visor.metric.inversion;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.Rate;
import dev.visor.stats.AboveChance;
import dev.visor.stats.LabelPermutationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The level of {@code inversion_top1} by luck, and how lucky it would have to be: {@code inversion_top1_chance} and {@code inversion_top1_p}.
 *
 * <p>Whom a verdict names stays as it is; the names of the people whom the reconstructions show are permuted, all reconstructions of a
 * person together (see {@link LabelPermutationTest}). The draws are seeded by the cell's id.
 */
public final class ChanceLevel {

    private final Cell cell;
    private final SortedMap<SubjectId, List<Optional<SubjectId>>> shown = new TreeMap<>();

    /** @param cell of the verdict */
    public ChanceLevel(Cell cell) {
        this.cell = cell;
    }

    /** The verdicts of a single judge, by his trials; those of other pairings than {@code RECONSTRUCTED_CLEAN} do not count. */
    public static List<MetricValue> ofOneJudge(Cell cell, List<Trial> trials) {
        ChanceLevel chance = new ChanceLevel(cell);
        trials.stream()
                .filter(trial -> trial.pairing() == Pairing.RECONSTRUCTED_CLEAN)
                .filter(Identification.class::isInstance)
                .map(Identification.class::cast)
                .forEach(search -> chance.add(search.subject(), search.found().map(Found::rank1)));
        return chance.metrics();
    }

    /**
     * Adds a reconstruction.
     *
     * @param person whom it shows
     * @param named whom the verdict puts first; empty if nobody
     */
    public void add(SubjectId person, Optional<SubjectId> named) {
        shown.computeIfAbsent(person, p -> new ArrayList<>()).add(named);
    }

    /** Returns both metrics; none if nothing was added. */
    public List<MetricValue> metrics() {
        if (shown.isEmpty()) {
            return List.of();
        }
        List<SubjectId> people = List.copyOf(shown.keySet());
        int[][] named = new int[people.size()][people.size()];
        long things = 0;
        for (int person = 0; person < people.size(); person++) {
            for (Optional<SubjectId> name : shown.get(people.get(person))) {
                things++;
                int column = name.map(people::indexOf).orElse(-1);
                if (column >= 0) {
                    named[person][column]++;
                }
            }
        }
        LabelPermutationTest test = LabelPermutationTest.of(
                named,
                things,
                new Seed(cell.seed()).derive("random names|" + cell.id()).generator());
        return List.of(
                value(AboveChance.EXPECTED, test.expected(), things, Rate.UNIT, Better.LOWER),
                // What may be luck gives the less away.
                value(AboveChance.P, test.p(), things, "p", Better.HIGHER));
    }

    private MetricValue value(String metric, double value, long n, String unit, Better better) {
        return MetricValue.plain(cell, Pairing.RECONSTRUCTED_CLEAN, metric, value, n, unit, better);
    }
}
