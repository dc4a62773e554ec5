package dev.visor.core.expectation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Bounds on what a new run may lose against a base run.
 *
 * @param source the file that says so
 * @param alpha chance, at most, of passing what is worse than a margin, and of calling anything a regression that is none
 * @param power the chance of a decision that a stated number of probes is to give
 * @param sameWithin similarities this close are the same; trials that are all the same pass, however few
 * @param rules a number is judged by the first one that speaks of it; what none speaks of is not gated
 */
public record Gate(
        String source, double alpha, double power, double sameWithin, List<Rule> rules, Throughput throughput) {

    /** The alignment or countermeasure that a report shows first: {@code photo} before {@code crop}, {@code worst} before {@code none}. */
    public static final String HEADLINE = "headline";

    /** A part of a cell that a rule may be limited to. */
    public enum Selector {
        DEFENSE,
        ATTACK,
        MODEL,
        DEFENSE_ACCESS,
        ALIGNMENT,
        PAIRING,
        COUNTERMEASURE;

        /** Returns the word of the file: {@code defense}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A rule on how much of a metric may be lost.
     *
     * @param margin absolute, in the metric's unit, above 0: 0.05 of a rate is 5 points
     * @param only the values that the rule is limited to; a selector that is missing limits nothing
     */
    public record Rule(String metric, double margin, Map<Selector, Set<String>> only) {

        public Rule {
            only = Map.copyOf(new TreeMap<>(only));
            if (!(margin > 0 && Double.isFinite(margin))) {
                throw new IllegalArgumentException(
                        "margin must be above 0, got " + margin + ": how much of " + metric + " may be lost");
            }
        }

        /** Whether the rule is limited to some values of that selector, and this is none of them. */
        public boolean excludes(Selector selector, String value) {
            return Optional.ofNullable(only.get(selector))
                    .filter(values -> !values.contains(value))
                    .isPresent();
        }
    }

    /**
     * A rule on how much slower the new run may be.
     *
     * @param gated whether that decides anything
     * @param margin the share of the base's speed that may be lost, in (0, 1)
     */
    public record Throughput(boolean gated, double margin) {

        public Throughput {
            if (!(margin > 0 && margin < 1)) {
                throw new IllegalArgumentException(
                        "margin must lie between 0 and 1, got " + margin + ": the share of the speed that may be lost");
            }
        }
    }

    public Gate {
        rules = List.copyOf(rules);
        if (!(alpha > 0 && alpha < .5)) {
            throw new IllegalArgumentException("alpha must lie between 0 and 0.5, got " + alpha);
        }
        if (!(power >= .5 && power < 1)) {
            throw new IllegalArgumentException("power must lie between 0.5 and 1, got " + power);
        }
        if (!(sameWithin >= 0 && sameWithin < .1)) {
            throw new IllegalArgumentException("same_within must lie between 0 and 0.1, got " + sameWithin);
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("rules must hold one rule or more");
        }
    }
}
