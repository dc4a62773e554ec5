package dev.visor.stats;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact McNemar test: do two defenses that met the same probes differ?
 *
 * <p>McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * Psychometrika 1947, with the binomial distribution in place of chi-squared. Only probes on which they disagree tell
 * anything.
 *
 * @param onlyFirst probes on which the first succeeded and the second did not
 * @param onlySecond the other way round
 * @param pairs all probes
 * @param pValue two-sided, in (0, 1]
 */
public record McNemar(long onlyFirst, long onlySecond, long pairs, double pValue) {

    /** @throws IllegalArgumentException unless both have one outcome for every probe */
    public static McNemar of(boolean[] first, boolean[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "paired outcomes come in twos, got " + first.length + " and " + second.length);
        }
        long onlyFirst = 0;
        long onlySecond = 0;
        for (int i = 0; i < first.length; i++) {
            onlyFirst += first[i] && !second[i] ? 1 : 0;
            onlySecond += second[i] && !first[i] ? 1 : 0;
        }
        return new McNemar(
                onlyFirst, onlySecond, first.length, twoSided(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond));
    }

    /**
     * The exact sign test over people, for probes of which several show one person: a person counts once, for whoever succeeded on more of his
     * probes. With one probe a person it is {@link #of}.
     *
     * @param people of the probes
     * @return counts of probes, and a p-value over people: 1 where more probes point one way and more people the other
     * @throws IllegalArgumentException unless both have one outcome, and there is one person, for every probe
     */
    public static McNemar ofPeople(boolean[] first, boolean[] second, List<?> people) {
        McNemar probes = of(first, second);
        if (people.size() != first.length) {
            throw new IllegalArgumentException(
                    "every probe shows a person, got " + people.size() + " for " + first.length);
        }
        Map<Object, Integer> nets = new HashMap<>();
        for (int i = 0; i < first.length; i++) {
            nets.merge(people.get(i), (first[i] ? 1 : 0) - (second[i] ? 1 : 0), Integer::sum);
        }
        long more = nets.values().stream().filter(net -> net > 0).count();
        long less = nets.values().stream().filter(net -> net < 0).count();
        boolean agree = Long.signum(more - less) == Math.signum(probes.difference());
        return new McNemar(
                probes.onlyFirst(),
                probes.onlySecond(),
                probes.pairs(),
                agree ? twoSided(Math.min(more, less), more + less) : 1);
    }

    /** The first one's rate less the second one's. */
    public double difference() {
        return pairs == 0 ? 0 : (onlyFirst - onlySecond) / (double) pairs;
    }

    /** Twice the chance of {@code k} or fewer heads in {@code n} throws of a fair coin, at most 1. */
    private static double twoSided(long k, long n) {
        if (2 * k >= n) {
            return 1;
        }
        // In logarithms: the first term alone underflows from 1075 disagreements on.
        double logTerm = -n * StrictMath.log(2);
        double tail = StrictMath.exp(logTerm);
        for (long i = 1; i <= k; i++) {
            logTerm += StrictMath.log((n - i + 1) / (double) i);
            tail += StrictMath.exp(logTerm);
        }
        return Math.min(1, 2 * tail);
    }
}
