package dev.visor.attack;

import dev.visor.core.AttackerAccess;
import java.util.List;

/**
 * An attack that reconstructs faces: those that a recognizer was trained on, or those behind masked data.
 *
 * <p>It never sees a judge. The harness also runs it, with the same budget, on a recognizer that knows nobody: its baseline. One that reaches
 * for {@link AttackerAccess#LEAKED_DATA} is not run again: its baseline is what it made of other people, its reconstructions under wrong names.
 */
public interface InversionAttack extends TrainingSideAttack {

    /**
     * Attacks one target.
     *
     * @return {@link InversionTask#tries} for each person asked for, or one for each photo asked for
     */
    List<Reconstruction> run(InversionTask task);
}
