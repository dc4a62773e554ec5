package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few cells of the table that {@link Coverage} prints. */
class CoverageTest {

    @Test
    void bothHoldTheTruthWhereEverySubjectHasOneTrial() {
        Coverage.Held held = Coverage.of(100, 1, 0, .5, 300);

        assertThat(held.wilson()).isBetween(.92, .98);
        assertThat(held.bootstrap()).isBetween(.91, .98);
    }

    @Test
    void onlyTheBootstrapDoesWhereTrialsOfASubjectAreAlike() {
        Coverage.Held held = Coverage.of(300, 5, .5, .5, 300);

        assertThat(held.wilson()).isLessThan(.85);
        assertThat(held.bootstrap()).isBetween(.9, .98);
    }

    /** At 99 % and 40 trials, most samples hold no failure, and drawing them again finds none. */
    @Test
    void onlyWilsonDoesNearCertainty() {
        Coverage.Held held = Coverage.of(40, 1, 0, .99, 300);

        assertThat(held.wilson()).isGreaterThan(.9);
        assertThat(held.bootstrap()).isLessThan(.6);
    }
}
