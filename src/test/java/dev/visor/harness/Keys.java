package dev.visor.harness;

/** Keys for tests of what keeps things. */
final class Keys {

    private Keys() {}

    static StoreKey of(String name) {
        return StoreKey.of(Stage.EMBEDDING, "test").add("name", name).build();
    }
}
