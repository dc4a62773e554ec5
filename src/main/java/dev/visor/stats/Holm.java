package dev.visor.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P-values that stay honest when many comparisons are made at once.
 *
 * <p>Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 1979.
 */
public final class Holm {

    private Holm() {}

    /** The adjusted p-values, in the order given: those below alpha may be called significant together at alpha. */
    public static double[] adjusted(double[] pValues) {
        List<Integer> rising = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int rank = 0; rank < rising.size(); rank++) {
            int at = rising.get(rank);
            largest = Math.max(largest, Math.min(1, (rising.size() - rank) * pValues[at]));
            adjusted[at] = largest;
        }
        return adjusted;
    }
}
