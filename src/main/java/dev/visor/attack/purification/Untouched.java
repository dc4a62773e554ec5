package dev.visor.attack.purification;

import dev.visor.attack.Rung;
import dev.visor.core.Knowledge;

/** The tracker takes the photo as it was shared: the rung that every other one is compared with. */
public final class Untouched implements Rung {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }
}
