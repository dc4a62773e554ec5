package dev.visor.attack;

import dev.visor.core.Knowledge;
import dev.visor.core.Trust;

/** A method that the attacker uses against a defense. */
public interface Attack {

    Knowledge knowledge();

    /** Tells how far its results can be believed. */
    default Trust trust() {
        return Trust.BUILT_IN;
    }
}
