package dev.visor.harness;

import dev.visor.core.Digest;

/**
 * What holds for every plug-in of a run.
 *
 * @param repeats whether one photo a plan is protected twice, which would double the price of a single one
 */
record Rules(Guards guards, TimeLimit limit, boolean repeats) {

    /** For work that a person waits for, and can stop. */
    static Rules attended() {
        return new Rules(Guards.ALL, TimeLimit.none(), false);
    }

    /** What was made under fewer guards must never be taken for more. */
    Digest key(Digest recipe) {
        return guards == Guards.ALL
                ? recipe
                : Digest.builder("reduced")
                        .add("recipe", recipe.hex())
                        .add("guards", guards)
                        .build();
    }

    boolean hold(Guard guard) {
        return guards.hold(guard);
    }
}
