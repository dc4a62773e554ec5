package dev.visor.result.settings;

/**
 * The number of trials that the plan of an inversion suite holds: the same count for whoever runs it and for whoever checks what was run.
 *
 * @param people whom recognizers are trained on
 * @param learned photos of theirs that are learned from, of all together
 * @param tests further photos of theirs, of all together
 * @param pairs of held-out people
 * @param tries reconstructions of each person, of an attack that is after people
 * @param leaked photos of each person, for an attack that is after photos
 */
public record PlannedTrials(int people, int learned, int tests, int pairs, int tries, int leaked) {

    /** A reconstruction is looked up, compared with a photo that was learned from, and with one that was not. */
    private static final int QUESTIONS = 3;

    /**
     * Number of control trials of a reconstruction: it is looked up and compared under a wrong name, and looked up
     * under a stranger's.
     */
    private static final int CONTROLS = 3;

    /**
     * Counts the trials of a recognizer that was trained: who is on each test photo, and whether two photos show the
     * same person.
     */
    public long ofOwnWork() {
        return (long) tests + pairs;
    }

    /**
     * Counts the trials of a judge of attacks, who shows how he errs: each photo that was learned from is looked up,
     * and all pairs are compared.
     */
    public long ofOwnErrors() {
        return (long) learned + pairs;
    }

    /**
     * Counts the trials of an attack on one recognizer before one judge.
     *
     * @param afterPhotos whether it works on leaked photos, each of which it is after
     * @param baseline whether it also ran on a recognizer that knows nobody
     */
    public long ofAttack(boolean afterPhotos, boolean baseline) {
        long reconstructions = (long) people * (afterPhotos ? leaked : tries);
        return reconstructions * (QUESTIONS + CONTROLS + (baseline ? QUESTIONS : 0));
    }
}
