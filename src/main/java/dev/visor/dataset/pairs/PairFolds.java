package dev.visor.dataset.pairs;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet.LabelledPair;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The folds of a list of pairs, each judged at the threshold that is best for the others. */
public final class PairFolds {

    /** The number of folds of LFW's View 2, into which InsightFace cuts every list. */
    private static final int FOLDS = 10;

    private PairFolds() {}

    /**
     * The fold of every pair of a list that tells none: ten stretches of the list of equal length, the first ones a pair
     * longer where it does not go up, as scikit-learn's {@code KFold} in InsightFace's verification code. Where such a
     * stretch would lack one kind of pairs, each kind is cut into ten by itself.
     *
     * @param same of each pair whether it shows one person, in the list's order
     * @return from 1
     */
    public static int[] byPosition(List<Boolean> same) {
        int[] folds = new int[same.size()];
        for (int i = 0; i < folds.length; i++) {
            folds[i] = stretch(i, folds.length);
        }
        if (mixed(folds, same)) {
            return folds;
        }
        int all = (int) same.stream().filter(one -> one).count();
        int genuine = 0;
        for (int i = 0; i < folds.length; i++) {
            folds[i] = same.get(i) ? stretch(genuine, all) : stretch(i - genuine, folds.length - all);
            genuine += same.get(i) ? 1 : 0;
        }
        return folds;
    }

    private static int stretch(int place, int length) {
        int longer = length % FOLDS;
        int size = length / FOLDS;
        int inLonger = longer * (size + 1);
        return 1 + (place < inLonger ? place / (size + 1) : longer + (place - inLonger) / size);
    }

    private static boolean mixed(int[] folds, List<Boolean> same) {
        boolean[][] seen = new boolean[FOLDS + 1][2];
        for (int i = 0; i < folds.length; i++) {
            seen[folds[i]][same.get(i) ? 1 : 0] = true;
        }
        for (int fold = 1; fold <= FOLDS; fold++) {
            if (!seen[fold][0] || !seen[fold][1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Requires what a threshold can be chosen on: two folds or more, each with pairs of both kinds.
     *
     * @param source what to call the list in messages
     * @throws InputError if it is otherwise
     */
    public static void require(Collection<LabelledPair> pairs, String source) {
        Map<Integer, boolean[]> folds = new TreeMap<>();
        pairs.forEach(pair -> folds.computeIfAbsent(pair.fold(), f -> new boolean[2])[pair.genuine() ? 1 : 0] = true);
        if (folds.size() < 2) {
            throw new InputError(String.format(
                            Locale.ROOT,
                            "%s: all %d pairs are in one fold, but each fold is judged at a threshold from the others; number",
                            source,
                            pairs.size())
                    + " two folds or more");
        }
        folds.forEach((fold, kinds) -> {
            if (!kinds[0] || !kinds[1]) {
                throw new InputError(
                        "%s: fold %d has no pair of %s; expected both kinds in every fold, and ten or more of each kind where no folds are told"
                                .formatted(source, fold, kinds[0] ? "the same person" : "two people"));
            }
        });
    }
}
