package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPermutationTestTest {

    /** Of five people: two are often taken for themselves, the third is taken for the fourth; two of twenty things nobody has a name for. */
    private static final int[][] NAMED = {
        {3, 0, 0, 1, 0},
        {0, 2, 1, 1, 0},
        {0, 0, 1, 3, 0},
        {2, 0, 0, 1, 0},
        {0, 1, 1, 0, 1},
    };

    @Test
    void bothFollowFromAnEnumerationOfAllPermutations() {
        int right = 3 + 2 + 1 + 1 + 1;
        double sum = 0;
        int reached = 0;
        List<int[]> all = permutations(5);
        for (int[] names : all) {
            int hits = 0;
            for (int i = 0; i < 5; i++) {
                hits += NAMED[i][names[i]];
            }
            sum += hits;
            reached += hits >= right ? 1 : 0;
        }
        assertThat(all).hasSize(120);

        LabelPermutationTest test = LabelPermutationTest.of(NAMED, 20, new Seed(1).generator());

        assertThat(test.expected()).isCloseTo(sum / 120 / 20, within(1e-12));
        double exact = reached / 120.;
        assertThat(exact).isBetween(.01, .2);
        assertThat(test.p()).isCloseTo(exact, within(4 * Math.sqrt(exact * (1 - exact) / LabelPermutationTest.DRAWS)));
    }

    @Test
    void aFaceThatEverybodyIsTakenForIsNoMerit() {
        int[][] hub = new int[30][30];
        for (int[] row : hub) {
            row[7] = 2;
        }

        // Two of sixty are right under whatever names.
        assertThat(LabelPermutationTest.of(hub, 60, new Seed(1).generator()))
                .isEqualTo(new LabelPermutationTest(1 / 30., 1));
    }

    @Test
    void whereNobodyIsNamedNothingIsShown() {
        assertThat(LabelPermutationTest.of(new int[3][3], 6, new Seed(1).generator()))
                .isEqualTo(new LabelPermutationTest(0, 1));
    }

    @Test
    void perfectNamesAreAsUnlikelyAsDrawsCanTell() {
        int[][] perfect = new int[30][30];
        for (int i = 0; i < 30; i++) {
            perfect[i][i] = 2;
        }

        assertThat(LabelPermutationTest.of(perfect, 60, new Seed(1).generator()).p())
                .isEqualTo(1e-4);
    }

    @Test
    void aNameForEveryPersonIsNeeded() {
        assertThatThrownBy(() -> LabelPermutationTest.of(new int[2][3], 6, new Seed(1).generator()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        permute(new int[n], 0, new boolean[n], all);
        return all;
    }

    private static void permute(int[] names, int at, boolean[] used, List<int[]> all) {
        if (at == names.length) {
            all.add(names.clone());
            return;
        }
        for (int name = 0; name < names.length; name++) {
            if (!used[name]) {
                used[name] = true;
                names[at] = name;
                permute(names, at + 1, used, all);
                used[name] = false;
            }
        }
    }
}
