package dev.visor.harness.protection;

import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.MemoryLimit;
import dev.visor.harness.TimeLimit;
import dev.visor.harness.store.StoreKey;

/**
 * The rules for every plug-in of a run.
 *
 * @param memory that tasks side by side may take together
 * @param repeats whether one photo a plan is protected twice, which would double the price of a single one
 */
public record Rules(Guards guards, TimeLimit limit, MemoryLimit memory, boolean repeats) {

    /** Returns the rules for work that a person waits for, and can stop. */
    public static Rules attended() {
        return new Rules(Guards.ALL, TimeLimit.none(), MemoryLimit.none(), false);
    }

    /**
     * Returns the key of a protection under these rules: what was made under fewer guards must never be taken for more.
     */
    StoreKey key(StoreKey recipe) {
        return guards == Guards.ALL
                ? recipe
                : recipe.part("reduced").add("guards", guards.words()).build();
    }

    public boolean hold(Guard guard) {
        return guards.hold(guard);
    }
}
