package dev.visor.catalog.yaml;

import dev.visor.core.text.Printable;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The valid word that a wrong one was probably meant to be. */
public final class NearestWord {

    /** No id and no option is longer. */
    private static final int LONG = 255;

    private NearestWord() {}

    /**
     * The closest of the valid words, if it is closer than a wild guess: at most half of the letters differ, and three. A
     * word that is the start of a valid one is close to it, and closer than another as far away.
     */
    static Optional<String> to(String word, Collection<String> valid) {
        if (word.length() > LONG) {
            return Optional.empty();
        }
        Optional<String> near = new TreeSet<>(valid)
                .stream()
                        .filter(candidate -> distance(word, candidate) <= tolerated(word))
                        .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                                .thenComparing(candidate -> !candidate.startsWith(word)));
        return near.or(() -> new TreeSet<>(valid)
                .stream()
                        .filter(candidate ->
                                word.length() > 2 && letters(candidate).startsWith(letters(word)))
                        .findFirst());
    }

    private static String letters(String word) {
        return word.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    /** {@code unknown defense "tip-in-paper"; did you mean "tip-im-paper"?} or the list of all that is valid. */
    public static String unknown(String kind, String word, Collection<String> valid) {
        String all = valid.isEmpty() ? "there is none" : "expected one of " + String.join(", ", new TreeSet<>(valid));
        return "unknown " + kind + " \"" + Printable.brief(word) + "\"; "
                + to(word, valid).map(near -> "did you mean \"" + near + "\"?").orElse(all);
    }

    private static int tolerated(String word) {
        return Math.max(1, Math.min(3, word.length() / 2));
    }

    /** Counts the letters that must be inserted, deleted, replaced or swapped with their neighbor. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
