package dev.visor.harness;

import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.store.StoreKey;

/** Keys for tests of what keeps things. */
public final class Keys {

    private Keys() {}

    public static StoreKey of(String name) {
        return StoreKey.of(Embedder.STAGE, "test").add("name", name).build();
    }
}
