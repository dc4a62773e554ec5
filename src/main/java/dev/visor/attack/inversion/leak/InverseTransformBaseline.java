package dev.visor.attack.inversion.leak;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Reconstruction;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Knowledge;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what leaked of the training: the masked photo that the recognizer learned from, mixed where the defense mixes, through the inverse
 * transformation, as it is.
 *
 * <p>A control: every attack on masked data should do better. The transformation is the defense's own, its secret with it: what is seen is
 * what whoever holds the mechanism sees.
 */
public final class InverseTransformBaseline implements InversionAttack {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        LeakedData leaked = LeakedDataSupport.of(task);
        if (!leaked.mixes()) {
            return LeakedDataSupport.answered(task, leaked.pictures(LeakedDataSupport.photos(task), 0));
        }
        List<Reconstruction> seen = new ArrayList<>();
        LeakedEpochs one = new LeakedEpochs(task, 1);
        LeakedDataSupport.fixed(() -> {
            one.each((epoch, leak, rows) -> seen.addAll(
                    one.pictures(rows.get(LeakedDataSupport.rows(LeakedDataSupport.photos(task), rows.getManager())))));
            return seen;
        });
        return seen;
    }
}
