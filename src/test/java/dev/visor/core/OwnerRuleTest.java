package dev.visor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How many bits may differ: by hand, 30 bits allow 2, 64 allow 13, and 15 allow none, not even an exact match. */
class OwnerRuleTest {

    @Test
    void thirtyBitsAmongAThousandPeopleMayDifferInTwo() {
        OwnerRule rule = OwnerRule.of(30, 1000, 1e-3);

        assertThat(rule.radius()).isEqualTo(2);
        // (1 + 30 + 435) / 2^30 for each of a thousand.
        assertThat(rule.falseOwners()).isCloseTo(1000 * 466 / Math.pow(2, 30), within(1e-6));
    }

    @Test
    void sixtyFourBitsMayDifferInThirteen() {
        assertThat(OwnerRule.of(64, 1000, 1e-3).radius()).isEqualTo(13);
    }

    @Test
    void fewerPeopleAllowMore() {
        assertThat(OwnerRule.of(30, 1, 1e-3).radius()).isEqualTo(6);
        assertThat(OwnerRule.of(15, 10, 1e-3).radius()).isZero();
    }

    @Test
    void fifteenBitsCannotNameAnOwnerAmongAThousandPeople() {
        assertThatThrownBy(() -> OwnerRule.of(15, 1000, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bits are too few, 15")
                .hasMessageContaining("at a rate of 0.03");
    }

    @Test
    void distanceCountsTheBitsThatDiffer() {
        assertThat(OwnerRule.distance(new boolean[] {true, false, true}, new boolean[] {true, true, false}))
                .isEqualTo(2);
    }
}
