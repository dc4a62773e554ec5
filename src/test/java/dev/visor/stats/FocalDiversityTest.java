package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FocalDiversityTest {

    private static final boolean NO = false;
    private static final boolean YES = true;

    /** The first fails twice, once with the other: lambda 1/2. The second fails once, with the other: lambda 1. */
    @Test
    void isTheMeanOverMembersOfTheShareOfTheirFailuresThatTheOthersAreSpared() {
        List<boolean[]> pair = List.of(new boolean[] {YES, YES, NO, NO}, new boolean[] {YES, NO, NO, NO});

        assertThat(FocalDiversity.ofFailures(pair)).isCloseTo((.5 + 0) / 2, within(1e-12));
    }

    /** Lambda of the first: of two failures, one shared by one of two, one by both: (1/2 + 1)/2. Of the others: (1/2 + 1)/2 and 1. */
    @Test
    void countsInATeamOfThreeTheShareOfTheOtherTwo() {
        List<boolean[]> three =
                List.of(new boolean[] {YES, YES, NO}, new boolean[] {YES, YES, NO}, new boolean[] {NO, YES, NO});

        assertThat(FocalDiversity.ofFailures(three)).isCloseTo((.25 + .25 + 0) / 3, within(1e-12));
    }

    @Test
    void leavesOutAMemberThatNeverFails() {
        List<boolean[]> pair = List.of(new boolean[] {YES, YES}, new boolean[] {NO, NO});

        assertThat(FocalDiversity.ofFailures(pair)).isEqualTo(1);
    }

    @Test
    void isNothingWhereNobodyFails() {
        assertThat(FocalDiversity.ofFailures(List.of(new boolean[3], new boolean[3])))
                .isZero();
        assertThat(FocalDiversity.ofMisses(List.of(new double[3], new double[3])))
                .isZero();
    }

    /** Lambda of the first: (1*.5 + .5*0)/1.5 = 1/3; of the second: .5*1/.5 = 1. */
    @Test
    void weighsQueriesByHowFarTheyAreMissed() {
        List<double[]> pair = List.of(new double[] {1, .5}, new double[] {.5, 0});

        assertThat(FocalDiversity.ofMisses(pair)).isCloseTo((2 / 3. + 0) / 2, within(1e-12));
    }

    /** Wu and others count, of a member's failures, how many members fail: p_i. The share of others that fail is sum p_i (i-1)/(S-1). */
    @Test
    void agreesWithCountingHowManyMembersFailTogether() {
        RandomGenerator random = new Seed(7).generator();
        for (int size = 2; size <= 4; size++) {
            List<boolean[]> team =
                    IntStream.range(0, size).mapToObj(m -> failures(random)).toList();

            assertThat(FocalDiversity.ofFailures(team)).isCloseTo(byCounting(team), within(1e-12));
        }
    }

    private static boolean[] failures(RandomGenerator random) {
        boolean[] failures = new boolean[50];
        for (int i = 0; i < failures.length; i++) {
            failures[i] = random.nextDouble() < .4;
        }
        return failures;
    }

    private static double byCounting(List<boolean[]> team) {
        int size = team.size();
        double sum = 0;
        for (boolean[] focal : team) {
            long[] together = new long[size + 1];
            long own = 0;
            for (int query = 0; query < focal.length; query++) {
                int at = query;
                if (focal[query]) {
                    together[(int) team.stream().filter(member -> member[at]).count()]++;
                    own++;
                }
            }
            for (int i = 1; i <= size; i++) {
                sum += together[i] / (double) own * (1 - (i - 1) / (double) (size - 1));
            }
        }
        return sum / size;
    }

    @Test
    void needsATeamThatIsAskedTheSame() {
        assertThatThrownBy(() -> FocalDiversity.ofMisses(List.of(new double[2])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FocalDiversity.ofMisses(List.of(new double[2], new double[3])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
