package dev.visor.stats;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Estimates how often somebody would be named rightly by chance: the answers stay, and the true names are drawn anew.
 *
 * <p>A permutation test (Fisher; Phipson and Smyth, "Permutation P-values should never be zero", 2010). Names are permuted over people, so that
 * everything that was made of one person gets one name: what is made of a person is alike, and counts as one try of luck rather than many.
 * It needs no model of whoever names, who may know some people better than others, or name nobody at all.
 *
 * @param expected mean share of right names, over all permutations: exact
 * @param p chance of as many right names or more, in (0, 1]; drawn, with the observed names as one draw, so that it errs on the side of chance
 */
public record LabelPermutationTest(double expected, double p) {

    /** Number of draws; with them no p below 0.0001 is told. */
    public static final int DRAWS = 9_999;

    /**
     * The test of whether the names of the diagonal are more than luck.
     *
     * @param named how many things of person i (row) were given the name of person j (column); square
     * @param things of all people, named or not, from 1
     * @throws IllegalArgumentException unless there is a name for every person
     */
    public static LabelPermutationTest of(int[][] named, long things, RandomGenerator random) {
        int people = named.length;
        if (things < 1 || people < 1 || IntStream.range(0, people).anyMatch(i -> named[i].length != people)) {
            throw new IllegalArgumentException(
                    "names are permuted over people: a square, and something that was named");
        }
        long all = 0;
        for (int[] row : named) {
            all += IntStream.of(row).sum();
        }
        int[] names = IntStream.range(0, people).toArray();
        long right = right(named, names);
        int reached = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            shuffle(names, random);
            reached += right(named, names) >= right ? 1 : 0;
        }
        return new LabelPermutationTest(all / (double) people / things, reached / (DRAWS + 1.));
    }

    private static long right(int[][] named, int[] names) {
        long right = 0;
        for (int person = 0; person < names.length; person++) {
            right += named[person][names[person]];
        }
        return right;
    }

    /** Fisher and Yates. */
    private static void shuffle(int[] names, RandomGenerator random) {
        for (int last = names.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int name = names[last];
            names[last] = names[other];
            names[other] = name;
        }
    }
}
