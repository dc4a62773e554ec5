package dev.visor.attack;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Knowledge;
import java.util.Optional;

/** An attack on a recognizer that was trained under a defense, or on what leaked of its training. */
public interface TrainingSideAttack extends Attack {

    /** The access that the attack asks for; the harness gives no more. */
    AttackerAccess access();

    /** Adaptive: the attack knows the mechanism of what it attacks. */
    @Override
    default Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    /**
     * Returns what the attack learns from auxiliary photos alone, once for all models under attack; empty if nothing.
     */
    default Optional<Prior> prior() {
        return Optional.empty();
    }
}
