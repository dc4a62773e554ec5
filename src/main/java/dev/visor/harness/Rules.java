package dev.visor.harness;

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
    StoreKey key(StoreKey recipe) {
        return guards == Guards.ALL
                ? recipe
                : recipe.part("reduced").add("guards", guards.words()).build();
    }

    boolean hold(Guard guard) {
        return guards.hold(guard);
    }
}
