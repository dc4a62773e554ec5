package dev.visor.attack;

import dev.visor.core.Knowledge;

/** What the tracker does to defeat a defense. */
public interface Attack {

    Knowledge knowledge();
}
