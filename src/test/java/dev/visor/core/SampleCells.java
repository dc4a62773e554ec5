package dev.visor.core;

import java.util.List;

/** Cells for tests, from their coordinates in one order. */
public final class SampleCells {

    private SampleCells() {}

    /** A model that looks people up and judges itself; of an attack that is {@code -}, nobody attacks. */
    public static Cell recognition(
            String defense,
            List<String> surrogates,
            String attack,
            String model,
            String dataset,
            long seed,
            Alignment alignment,
            String countermeasure,
            Access access) {
        AttackerAccess attacker = attack.equals(Cell.NOT_APPLICABLE) ? AttackerAccess.NONE : AttackerAccess.SCORES;
        return Cell.of(defense, surrogates, dataset, seed)
                .withAlignment(alignment)
                .attackedBy(attack, attacker)
                .against(model, access)
                .withCountermeasure(countermeasure);
    }

    /** What an attack made of a model, before a judge. */
    public static Cell inversion(
            String defense,
            String attack,
            AttackerAccess access,
            String model,
            String judge,
            String dataset,
            long seed) {
        return Cell.of(defense, List.of(), dataset, seed)
                .against(model, Access.NONE)
                .attackedBy(attack, access)
                .judgedBy(judge);
    }

    /** A recognizer's own work, which nobody attacks. */
    public static Cell ownWork(String defense, String attack, String model, String dataset, long seed) {
        return Cell.of(defense, List.of(), dataset, seed)
                .against(model, Access.NONE)
                .attackedBy(attack, AttackerAccess.NONE);
    }
}
