package dev.visor.harness;

/** Keys for tests of what keeps things. */
final class Keys {

    private Keys() {}

    static StoreKey of(String name) {
        return StoreKey.of(Embedder.STAGE, "test").add("name", name).build();
    }
}
