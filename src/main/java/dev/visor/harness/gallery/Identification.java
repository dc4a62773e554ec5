package dev.visor.harness.gallery;

import dev.visor.harness.gallery.BlockSearch.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The searches of probes in a gallery, counted: what adds up over blocks of probes, in whole numbers.
 *
 * <p>A probe has a mate if the gallery holds a photo of the person. Of those that have, {@code hits[r]} counts those whose first mate is at rank
 * r + 1 (CMC). By threshold, {@code missed[b]} counts those without a mate among the candidates at or above it, and {@code accepted[b]}, of
 * those that have none, searches that return anybody (FNIR and FPIR of ISO/IEC 19795-1 and NIST's FRTE, with k candidates).
 *
 * @param mated probes with a mate in the gallery
 * @param nonMated probes without
 * @param hits by rank, from 1 to k
 * @param missed by threshold, {@link #threshold}
 * @param accepted likewise
 */
public record Identification(int mated, int nonMated, long[] hits, long[] missed, long[] accepted) {

    /** Thresholds from -1 to 1. */
    public static final int THRESHOLDS = 401;

    /** Returns the threshold of that number: steps of .005. */
    public static double threshold(int number) {
        return (number - (THRESHOLDS - 1) / 2) / 200.;
    }

    /**
     * Counts searches.
     *
     * @param found by probe, the best first
     * @param probes whom each shows
     * @param gallery whom each row shows
     * @param k candidates that were asked for
     */
    public static Identification of(List<List<Match>> found, List<String> probes, List<String> gallery, int k) {
        Set<String> enrolled = new HashSet<>(gallery);
        long[] hits = new long[k];
        long[] missed = new long[THRESHOLDS];
        long[] accepted = new long[THRESHOLDS];
        int mated = 0;
        int nonMated = 0;
        for (int i = 0; i < probes.size(); i++) {
            String person = probes.get(i);
            List<Match> matches = found.get(i);
            if (enrolled.contains(person)) {
                mated++;
                OptionalInt rank = firstMate(matches, person, gallery);
                rank.ifPresent(at -> hits[at]++);
                double best = rank.isPresent() ? matches.get(rank.getAsInt()).similarity() : Double.NEGATIVE_INFINITY;
                for (int t = 0; t < THRESHOLDS; t++) {
                    missed[t] += best < threshold(t) ? 1 : 0;
                }
            } else {
                nonMated++;
                double best = matches.isEmpty()
                        ? Double.NEGATIVE_INFINITY
                        : matches.get(0).similarity();
                for (int t = 0; t < THRESHOLDS; t++) {
                    accepted[t] += best >= threshold(t) ? 1 : 0;
                }
            }
        }
        return new Identification(mated, nonMated, hits, missed, accepted);
    }

    private static OptionalInt firstMate(List<Match> matches, String person, List<String> gallery) {
        for (int rank = 0; rank < matches.size(); rank++) {
            if (gallery.get(matches.get(rank).row()).equals(person)) {
                return OptionalInt.of(rank);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the sum of two, of other probes in the same gallery. */
    public Identification plus(Identification other) {
        return new Identification(
                mated + other.mated,
                nonMated + other.nonMated,
                sum(hits, other.hits),
                sum(missed, other.missed),
                sum(accepted, other.accepted));
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    /** Returns how many mated probes have a mate among the first so many candidates. */
    public long within(int rank) {
        return Arrays.stream(hits, 0, rank).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identification same
                && mated == same.mated
                && nonMated == same.nonMated
                && Arrays.equals(hits, same.hits)
                && Arrays.equals(missed, same.missed)
                && Arrays.equals(accepted, same.accepted);
    }

    @Override
    public int hashCode() {
        return 31 * mated + nonMated;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        words.add("mated " + mated);
        words.add("non-mated " + nonMated);
        words.add("hits " + Arrays.toString(hits));
        return String.join(", ", words);
    }
}
