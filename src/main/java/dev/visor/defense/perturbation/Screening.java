package dev.visor.defense.perturbation;

/**
 * Settings of a screened round of TIP-IM.
 *
 * @param tried how many targets are differentiated and tried between full rounds; as many as there are, and every round is a full one
 * @param fullRoundEvery how many iterations from one full round to the next
 */
record Screening(int tried, int fullRoundEvery) {

    Screening {
        if (tried < 1) {
            throw new IllegalArgumentException("tried must be at least 1, got " + tried);
        }
        if (fullRoundEvery < 1) {
            throw new IllegalArgumentException("full_round_every must be at least 1, got " + fullRoundEvery);
        }
    }
}
