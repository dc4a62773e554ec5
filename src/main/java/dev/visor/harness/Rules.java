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

    boolean hold(Guard guard) {
        return guards.hold(guard);
    }
}
