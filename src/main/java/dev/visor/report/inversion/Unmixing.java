package dev.visor.report.inversion;

import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Set;

/**
 * Tells what an attack that undoes mixing and draws finds to undo. Told by types, so that an entry changed on the
 * command line is still known; of what a defense neither mixes nor draws, such an attack gives the picture, as a look
 * does.
 */
final class Unmixing {

    /** Types of defense under which a recognizer learns from several photos a row. */
    static final Set<String> MIXING = Set.of("mixup", "instahide", "ahm");

    /** Types under which the same photo is shown otherwise at every query. */
    static final Set<String> DRAWING = Set.of("instahide", "dp-noise", "dctdp", "ldp-slicing");

    /** Types of attack that undo mixing. */
    static final Set<String> OF_MIXES = Set.of("unmix-average", "unmix-cluster", "unmix-replay");

    /** The types of attack that average draws, too. */
    static final Set<String> OF_DRAWS = Set.of("unmix-average");

    private final RunInfo info;

    Unmixing(RunInfo info) {
        this.info = info;
    }

    private static boolean is(List<RunInfo.Entry> entries, String id, Set<String> types) {
        return entries.stream().anyMatch(entry -> entry.id().equals(id) && types.contains(entry.type()));
    }

    boolean mixes(String defense) {
        return is(info.defenses(), defense, MIXING);
    }

    private boolean draws(String defense) {
        return is(info.defenses(), defense, DRAWING);
    }

    /** Whether a leaked photo is not plain under a defense: several are in a row, or each was drawn. */
    boolean hides(String defense) {
        return mixes(defense) || draws(defense);
    }

    boolean undoes(String attack) {
        return is(info.attacks(), attack, OF_MIXES);
    }

    /** Whether the attack undoes what the defense does not do: then its numbers are those of a look, and say nothing of it. */
    boolean idle(String defense, String attack) {
        boolean averages = is(info.attacks(), attack, OF_DRAWS);
        return undoes(attack) && !mixes(defense) && !(averages && draws(defense));
    }
}
