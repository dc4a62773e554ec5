package dev.visor.report.inversion;

import dev.visor.core.measure.Interval;
import dev.visor.report.page.Text;
import dev.visor.report.table.Value;
import dev.visor.stats.Holm;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One defense against one rival in everything that both were measured in.
 *
 * @param tests by attack, {@link InversionTrials#OWN_WORK} for the accuracy: the defense's rate less the rival's
 * @param adjusted p-values by Holm over these tests
 */
record PairedRow(String rival, Map<String, PairedRates> tests, Map<String, Double> adjusted) {

    private static final double LEVEL = .05;
    private static final double CONFIDENCE = .95;

    /** Note on the way in which a difference lies, and that an interval without 0 may still be chance among so many. */
    private static final String SIGNS =
            " (with 95 % intervals, each by itself and not adjusted; positive accuracy is better for the user, positive top-1 gives more away)";

    /** Makes a row; empty if there is no trial that both have. */
    static Optional<PairedRow> of(InversionTrials trials, String defense, String rival, List<JudgedAttack> attacks) {
        Map<String, PairedRates> tests = new LinkedHashMap<>();
        for (String measure : measures(attacks)) {
            trials.compare(rival, defense, measure).ifPresent(test -> tests.put(measure, test));
        }
        double[] p = Holm.adjusted(
                tests.values().stream().mapToDouble(PairedRow::twoSided).toArray());
        Map<String, Double> adjusted = new LinkedHashMap<>();
        int next = 0;
        for (String measure : tests.keySet()) {
            adjusted.put(measure, p[next++]);
        }
        return tests.isEmpty() ? Optional.empty() : Optional.of(new PairedRow(rival, tests, adjusted));
    }

    /** The accuracy, then the attacks. */
    static List<String> measures(List<JudgedAttack> attacks) {
        List<String> measures = new ArrayList<>(List.of(InversionTrials.OWN_WORK));
        attacks.forEach(attack -> measures.add(attack.id()));
        return measures;
    }

    private static double twoSided(PairedRates test) {
        return Math.min(1, 2 * Math.min(test.pAbove(0), test.pBelow(0)));
    }

    Value value(String measure) {
        PairedRates test = tests.get(measure);
        if (test == null) {
            return Value.missing("not measured on both");
        }
        Interval interval = test.interval(CONFIDENCE);
        return Value.of(
                points(test.estimate()),
                points(interval.low()) + " to " + points(interval.high()),
                p(adjusted.get(measure)));
    }

    private boolean real(String measure) {
        return adjusted.getOrDefault(measure, 1.) < LEVEL;
    }

    private double difference(String measure) {
        return tests.get(measure).estimate();
    }

    /** Tells in a plain sentence or two whether the defense does better than its rival. */
    String verdict(String defense, String rivalName) {
        List<String> real = tests.keySet().stream().filter(this::real).toList();
        if (real.isEmpty()) {
            return ("No: in none of %s does %s differ from %s by more than chance (paired tests on the same photos and people; the smallest"
                            + " p after Holm is %s). That is no proof that they are equal; the differences%s: %s.")
                    .formatted(
                            Text.plural(tests.size(), "comparison"),
                            defense,
                            rivalName,
                            p(adjusted.values().stream()
                                            .mapToDouble(x -> x)
                                            .min()
                                            .orElse(1))
                                    .replaceFirst("^p ", ""),
                            SIGNS,
                            tests.keySet().stream().map(this::interval).collect(Collectors.joining("; ")));
        }
        boolean accuracyGained = gained(real, true);
        boolean accuracyLost = lost(real, true);
        boolean privacyGained = gained(real, false);
        boolean privacyLost = lost(real, false);
        boolean better = accuracyGained || privacyGained;
        boolean worse = accuracyLost || privacyLost;
        String answer = better && worse ? "It trades: " : better ? "Yes, in part: " : "No, it does harm: ";
        String told = real.stream().map(this::words).collect(Collectors.joining("; "));
        String others = tests.keySet().stream()
                .filter(measure -> !real(measure))
                .map(this::interval)
                .collect(Collectors.joining("; "));
        return answer
                + String.format(
                        Locale.ROOT,
                        "against %s, %s differs by more than chance in %d of %s: %s.%s",
                        rivalName,
                        defense,
                        real.size(),
                        Text.plural(tests.size(), "comparison"),
                        told,
                        others.isEmpty() ? "" : " In the others no difference was found" + SIGNS + ": " + others + ".");
    }

    private boolean gained(List<String> real, boolean accuracy) {
        return real.stream()
                .filter(m -> m.equals(InversionTrials.OWN_WORK) == accuracy)
                .anyMatch(m -> difference(m) > 0 == accuracy);
    }

    private boolean lost(List<String> real, boolean accuracy) {
        return real.stream()
                .filter(m -> m.equals(InversionTrials.OWN_WORK) == accuracy)
                .anyMatch(m -> difference(m) > 0 != accuracy);
    }

    /**
     * Words a difference with its direction: {@code gmi top-1 −80.0 points (−94.3 to −30.0, p 0.019), gives less away}.
     */
    private String words(String measure) {
        boolean more = difference(measure) > 0;
        String direction = measure.equals(InversionTrials.OWN_WORK)
                ? more ? "more accurate" : "less accurate"
                : more ? "gives more away" : "gives less away";
        return "%s, %s"
                .formatted(interval(measure).replaceFirst("\\)$", ", " + p(adjusted.get(measure)) + ")"), direction);
    }

    /** {@code gmi top-1 −80.0 points (−94.3 to −30.0)}. */
    private String interval(String measure) {
        Interval interval = tests.get(measure).interval(CONFIDENCE);
        return "%s %s points (%s to %s)"
                .formatted(
                        measure.equals(InversionTrials.OWN_WORK) ? "closed-set accuracy" : measure + " top-1",
                        points(difference(measure)),
                        points(interval.low()),
                        points(interval.high()));
    }

    private static String points(double difference) {
        String text = Text.percent(difference);
        return (difference > 0 && !text.equals("0.0") ? "+" : "") + text.replace('-', '−');
    }

    private static String p(double p) {
        return p < .001 ? "p < 0.001" : "p " + Text.fixed(p, 3);
    }
}
