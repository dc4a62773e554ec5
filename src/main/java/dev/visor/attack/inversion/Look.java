package dev.visor.attack.inversion;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.Masked;
import dev.visor.attack.Reach;
import dev.visor.attack.Reconstruction;
import dev.visor.core.Knowledge;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what leaked: the inverse transformation of the masked photo, as it is. What the zoo recognizes in it, anybody does.
 *
 * <p>A control: every attack on masked data should do better, and a defense whose picture is recognized needs no attack.
 */
public final class Look implements InversionAttack {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }

    @Override
    public Reach reach() {
        return Reach.DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        Masked masked = task.masked().orElseThrow();
        List<Reconstruction> seen = new ArrayList<>();
        for (Wanted wanted : task.wanted()) {
            int photo = wanted.photo().orElseThrow();
            seen.add(Reconstruction.of(
                    wanted.person(), photo, masked.pictures(List.of(photo), 0).get(0)));
        }
        return seen;
    }
}
