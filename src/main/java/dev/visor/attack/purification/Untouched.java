package dev.visor.attack.purification;

import dev.visor.attack.Countermeasure;
import dev.visor.core.Knowledge;

/** The tracker takes the photo as it was shared: the countermeasure that every other one is compared with. */
public final class Untouched implements Countermeasure {

    @Override
    public Knowledge knowledge() {
        return Knowledge.BASELINE;
    }
}
