package dev.visor.stats;

import java.util.List;

/**
 * A measure of how seldom the members of a team of recognizers fail on the same queries: 1 if never, 0 if always.
 *
 * <p>Each member is the focal one in turn: of the queries on which it fails, the share that the others fail on, too, is its lambda,
 * averaged over the others. Focal diversity is the mean of (1 - lambda) over the members that fail at all. Source: Wu and others,
 * "Boosting Ensemble Accuracy by Revisiting Ensemble Diversity Metrics", CVPR 2021, in the form for retrieval that HKU-TASR/ProtegoPlus uses.
 */
public final class FocalDiversity {

    private FocalDiversity() {}

    /**
     * The diversity of failures that either happen or not.
     *
     * @param failures for each of two or more members, whether it fails on each query
     * @return in 0..1; 0 if no member ever fails, as nothing can be told then
     */
    public static double ofFailures(List<boolean[]> failures) {
        return ofMisses(failures.stream().map(FocalDiversity::asNumbers).toList());
    }

    /**
     * The diversity of failures by degree, its soft version: each query counts as much as the focal member fails on it.
     *
     * @param misses for each of two or more members, how far it fails on each query, in 0..1: 1 - recall
     * @return in 0..1; 0 if no member ever fails
     */
    public static double ofMisses(List<double[]> misses) {
        if (misses.size() < 2) {
            throw new IllegalArgumentException("a team has two members or more, got " + misses.size());
        }
        int queries = misses.get(0).length;
        if (misses.stream().anyMatch(member -> member.length != queries)) {
            throw new IllegalArgumentException("all members answer the same queries");
        }
        double sum = 0;
        int failing = 0;
        for (int focal = 0; focal < misses.size(); focal++) {
            double own = 0;
            double shared = 0;
            for (int query = 0; query < queries; query++) {
                double missed = misses.get(focal)[query];
                own += missed;
                shared += missed * others(misses, focal, query);
            }
            if (own > 0) {
                sum += 1 - shared / own;
                failing++;
            }
        }
        return failing == 0 ? 0 : sum / failing;
    }

    /** The mean of what the members but one miss of a query. */
    private static double others(List<double[]> misses, int focal, int query) {
        double sum = 0;
        for (int member = 0; member < misses.size(); member++) {
            sum += member == focal ? 0 : misses.get(member)[query];
        }
        return sum / (misses.size() - 1);
    }

    private static double[] asNumbers(boolean[] failures) {
        double[] numbers = new double[failures.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = failures[i] ? 1 : 0;
        }
        return numbers;
    }
}
