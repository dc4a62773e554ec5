package dev.visor.metric.recognition;

import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.CellTrials;
import dev.visor.metric.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Protection success as services themselves judge it: each score at the thresholds that came in the same answer.
 *
 * <p>{@code psr_dodging_own}, {@code psr_dodging_same_own} and {@code psr_impersonation_own} are like their namesakes at calibrated
 * thresholds; their FAR is the one that the service claims, found on people whom nobody else knows. A question without an answer
 * counts as not protected.
 */
public final class OwnThresholds {

    /** The end of the metrics' names. */
    public static final String ENDING = "_own";

    private final Map<String, List<Judged>> cells = new LinkedHashMap<>();

    private record Judged(Verification trial, Map<String, Boolean> accepted) {

        boolean compared() {
            return trial.outcome() instanceof Outcome.Compared;
        }

        boolean accepted(String far) {
            return compared() && accepted.getOrDefault(far, false);
        }

        boolean rejected(String far) {
            return compared() && !accepted.getOrDefault(far, true);
        }
    }

    /** @param accepted whether the service takes the two for one person, by the FAR that it claims; empty if it gave no score */
    public void add(Verification trial, Map<String, Boolean> accepted) {
        String place = String.join(
                "|", trial.cell().id(), trial.pairing().word(), trial.label().word());
        cells.computeIfAbsent(place, key -> new ArrayList<>()).add(new Judged(trial, accepted));
    }

    /** Whether a value is one of these. */
    public static boolean made(MetricValue value) {
        return value.metric().endsWith(ENDING);
    }

    /** None for a service that tells no thresholds. */
    public List<MetricValue> metrics() {
        List<MetricValue> metrics = new ArrayList<>();
        for (List<Judged> judged : cells.values()) {
            TreeSet<String> fars = new TreeSet<>();
            judged.forEach(one -> fars.addAll(one.accepted().keySet()));
            fars.descendingSet().forEach(far -> metrics.add(rate(judged, far)));
        }
        return metrics;
    }

    private static MetricValue rate(List<Judged> judged, String far) {
        Label label = judged.get(0).trial().label();
        Rate rate = new Rate();
        judged.forEach(
                one -> rate.add(one.trial().subject(), label == Label.TARGET ? one.accepted(far) : one.rejected(far)));
        CellTrials trials =
                new CellTrials(judged.stream().<Trial>map(Judged::trial).toList(), List.of());
        return rate.value(trials, name(label) + ENDING, Better.HIGHER, claimed(far));
    }

    private static String name(Label label) {
        return switch (label) {
            case TARGET -> new PsrImpersonation().name();
            case SAME -> new PsrDodging(Label.SAME).name();
            default -> new PsrDodging().name();
        };
    }

    /** Some services state a threshold and claim nothing. */
    private static Optional<Far> claimed(String far) {
        try {
            return Optional.of(new Far(Double.parseDouble(far)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
