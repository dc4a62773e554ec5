package dev.visor.attack.adaptive;

import dev.visor.attack.KeyedRemoval;
import dev.visor.core.Knowledge;

/** Takes a person's perturbation back from shared photos, by subtracting it (Chameleon calls that de-obfuscation with a key). */
public final class Removal implements KeyedRemoval {

    private final Params params;

    /**
     * Settings.
     *
     * @param key whose perturbation is subtracted
     */
    public record Params(Key key) {}

    public Removal(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public Key key() {
        return params.key();
    }
}
