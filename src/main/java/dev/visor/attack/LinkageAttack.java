package dev.visor.attack;

import dev.visor.core.Embedding;
import java.util.List;

/**
 * An attack that shows no face: it maps what is protected to embeddings of a public recognizer, in whose space people are looked up.
 *
 * <p>Its results are judged by that recognizer, {@link InversionTask#teacher}, which therefore is no judge.
 */
public interface LinkageAttack extends TrainingSideAttack {

    /**
     * Learns on his own photos, then links.
     *
     * @return one embedding in the teacher's space for each of {@link InversionTask#wanted}, in order
     */
    List<Embedding> link(InversionTask task);
}
