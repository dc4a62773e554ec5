package dev.visor.attack;

import dev.visor.core.Knowledge;

/** A method that the attacker uses against a defense. */
public interface Attack {

    Knowledge knowledge();
}
