package dev.visor.attack;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Knowledge;
import java.util.Optional;

/** An attack on a recognizer that was trained under a defense, or on what leaked of its training. */
public interface TrainingSideAttack extends Attack {

    /** All it asks for; the harness gives no more. */
    AttackerAccess reach();

    /** Made for what it attacks, whose mechanism it knows. */
    @Override
    default Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    /** What it learns from public photos alone, once for all targets; empty if nothing. */
    default Optional<Prior> prior() {
        return Optional.empty();
    }
}
