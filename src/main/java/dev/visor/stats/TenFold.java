package dev.visor.stats;

import dev.visor.core.InputError;
import dev.visor.core.measure.Far;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cross-validated verification over the folds of a pair list: LFW's View 2, CFP-FP, AgeDB-30 and their kind.
 *
 * <p>Huang et al., "Labeled Faces in the Wild", 2007, computed as InsightFace's {@code verification.py} does: a pair is
 * the same person if the squared distance of its unit embeddings, {@code 2 - 2 cos}, lies below a threshold that was
 * chosen on the other folds. A departure: where {@code FAR(t)} has the same value at several thresholds, the last one
 * counts, so that the interpolation has one answer.
 */
public final class TenFold {

    private static final int ACCURACY_STEPS = 400;
    private static final int TAR_STEPS = 4000;
    private static final double LARGEST_DISTANCE = 4;

    private final List<List<Pair>> folds;

    /**
     * One pair of the list.
     *
     * @param fold from 0
     * @param genuine whether both photos show one person
     * @param distance squared, of unit embeddings, in [0, 4]; infinite if a face was not acquired, which no threshold
     *     takes for the same person
     */
    public record Pair(int fold, boolean genuine, double distance) {

        public static Pair compared(int fold, boolean genuine, double similarity) {
            return new Pair(fold, genuine, 2 - 2 * similarity);
        }

        public static Pair notAcquired(int fold, boolean genuine) {
            return new Pair(fold, genuine, Double.POSITIVE_INFINITY);
        }
    }

    /**
     * The accuracy with which the pairs were told apart.
     *
     * @param mean of the folds' accuracies, 0..1
     * @param std of the folds' accuracies, over all folds (no n - 1)
     * @param correct pairs judged rightly, all folds together
     * @param thresholds chosen for each fold, squared distances
     */
    public record Accuracy(double mean, double std, long correct, long pairs, int folds, List<Double> thresholds) {}

    /**
     * The share of genuine pairs accepted where the other folds put the FAR.
     *
     * @param mean of the folds' TARs, 0..1
     * @param std of the folds' TARs
     * @param far mean of the FARs reached on the folds held out
     * @param accepted genuine pairs accepted, all folds together
     */
    public record Tar(double mean, double std, double far, long accepted, long genuine, int folds) {}

    /** @throws IllegalArgumentException unless there are two folds, each with genuine and impostor pairs */
    public TenFold(Collection<Pair> pairs) {
        TreeMap<Integer, List<Pair>> byFold = new TreeMap<>();
        pairs.forEach(
                p -> byFold.computeIfAbsent(p.fold(), f -> new ArrayList<>()).add(p));
        folds = List.copyOf(byFold.values());
        boolean mixed = folds.stream()
                .allMatch(f -> f.stream().anyMatch(Pair::genuine) && !f.stream().allMatch(Pair::genuine));
        if (folds.size() < 2 || !mixed) {
            throw new IllegalArgumentException(
                    "cross-validation needs two folds or more, each with genuine and impostor pairs");
        }
    }

    /** The best threshold of the other folds, the first one on ties, judges each fold. */
    public Accuracy accuracy() {
        List<Accepted> accepted = accepted(ACCURACY_STEPS);
        double[] accuracies = new double[folds.size()];
        List<Double> thresholds = new ArrayList<>();
        long correct = 0;
        for (int held = 0; held < folds.size(); held++) {
            Accepted others = Accepted.sumWithout(accepted, held);
            int best = 0;
            for (int t = 1; t < ACCURACY_STEPS; t++) {
                best = others.correct(t) > others.correct(best) ? t : best;
            }
            thresholds.add(threshold(best, ACCURACY_STEPS));
            correct += accepted.get(held).correct(best);
            accuracies[held] =
                    accepted.get(held).correct(best) / (double) folds.get(held).size();
        }
        long pairs = folds.stream().mapToLong(List::size).sum();
        return new Accuracy(mean(accuracies), std(accuracies), correct, pairs, folds.size(), thresholds);
    }

    /** Whether the folds that choose a threshold hold enough impostors for that FAR: ten expected false accepts. */
    public boolean resolves(Far far) {
        return trainingImpostors() >= Calibration.pairsNeeded(far);
    }

    /** @throws InputError if the pairs do not resolve that FAR */
    public Tar tarAt(Far far) {
        if (!resolves(far)) {
            throw new InputError(
                    "FAR %s needs at least %d impostor pairs to choose a threshold, the folds have %d: use a higher FAR, or all pairs of people outside the list"
                            .formatted(far, Calibration.pairsNeeded(far), trainingImpostors()));
        }
        List<Accepted> accepted = accepted(TAR_STEPS);
        double[] tars = new double[folds.size()];
        double[] fars = new double[folds.size()];
        long genuineAccepted = 0;
        long genuine = 0;
        for (int held = 0; held < folds.size(); held++) {
            double threshold = thresholdAt(far.rate(), Accepted.sumWithout(accepted, held));
            List<Pair> fold = folds.get(held);
            long all = fold.stream().filter(Pair::genuine).count();
            long right = fold.stream()
                    .filter(p -> p.genuine() && p.distance() < threshold)
                    .count();
            long wrong = fold.stream()
                    .filter(p -> !p.genuine() && p.distance() < threshold)
                    .count();
            tars[held] = right / (double) all;
            fars[held] = wrong / (double) (fold.size() - all);
            genuineAccepted += right;
            genuine += all;
        }
        return new Tar(mean(tars), std(tars), mean(fars), genuineAccepted, genuine, folds.size());
    }

    private long trainingImpostors() {
        long all = impostors(folds.stream().flatMap(List::stream).toList());
        return all - folds.stream().mapToLong(TenFold::impostors).max().orElseThrow();
    }

    private static long impostors(List<Pair> pairs) {
        return pairs.stream().filter(p -> !p.genuine()).count();
    }

    /** Finds the place where a line through the steps of FAR(t) reaches the target; 0 if it never does. */
    private static double thresholdAt(double target, Accepted others) {
        int last = -1;
        while (last + 1 < TAR_STEPS && others.far(last + 1) <= target) {
            last++;
        }
        if (others.far(TAR_STEPS - 1) < target) {
            return 0;
        }
        double t = threshold(last, TAR_STEPS);
        if (last == TAR_STEPS - 1 || others.far(last) == target) {
            return t;
        }
        double share = (target - others.far(last)) / (others.far(last + 1) - others.far(last));
        return t + share * (threshold(last + 1, TAR_STEPS) - t);
    }

    private List<Accepted> accepted(int steps) {
        return folds.stream().map(fold -> Accepted.of(fold, steps)).toList();
    }

    private static double threshold(int step, int steps) {
        return step * (LARGEST_DISTANCE / steps);
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }

    private static double std(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    /** Numbers of pairs below each threshold of the grid. */
    private record Accepted(long[] genuine, long[] impostor, long allGenuine, long allImpostor) {

        static Accepted of(List<Pair> pairs, int steps) {
            long[] genuine = new long[steps];
            long[] impostor = new long[steps];
            for (Pair pair : pairs) {
                int first = firstAbove(pair.distance(), steps);
                if (first < steps) {
                    (pair.genuine() ? genuine : impostor)[first]++;
                }
            }
            for (int t = 1; t < steps; t++) {
                genuine[t] += genuine[t - 1];
                impostor[t] += impostor[t - 1];
            }
            long impostors = impostors(pairs);
            return new Accepted(genuine, impostor, pairs.size() - impostors, impostors);
        }

        static Accepted sumWithout(List<Accepted> folds, int held) {
            int steps = folds.get(0).genuine.length;
            long[] genuine = new long[steps];
            long[] impostor = new long[steps];
            long allGenuine = 0;
            long allImpostor = 0;
            for (int fold = 0; fold < folds.size(); fold++) {
                if (fold == held) {
                    continue;
                }
                for (int t = 0; t < steps; t++) {
                    genuine[t] += folds.get(fold).genuine[t];
                    impostor[t] += folds.get(fold).impostor[t];
                }
                allGenuine += folds.get(fold).allGenuine;
                allImpostor += folds.get(fold).allImpostor;
            }
            return new Accepted(genuine, impostor, allGenuine, allImpostor);
        }

        long correct(int t) {
            return genuine[t] + allImpostor - impostor[t];
        }

        double far(int t) {
            return impostor[t] / (double) allImpostor;
        }

        /** The first step whose threshold lies above the distance. */
        private static int firstAbove(double distance, int steps) {
            int low = 0;
            int high = steps;
            while (low < high) {
                int middle = (low + high) / 2;
                if (distance < threshold(middle, steps)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
