package dev.visor.metric.evaluation;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.RateMetric;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.metric.recognition.RankTargeted;
import dev.visor.metric.recognition.RankUntargeted;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which probes were protected in which cell: one truth a probe, all that paired tests ask for.
 *
 * <p>Kept for protected probes among clean photos under the countermeasure {@code none} only: signs of gradient masking are about the defense,
 * not about what a tracker does to its photos.
 */
public final class ProbeOutcomes {

    /** A protected probe's achievement. */
    public enum Aim {
        /** Dodging in a search: its subject is not at rank 1. */
        UNTARGETED(new RankUntargeted(1)),
        /** A target is at rank 1. */
        TARGETED(new RankTargeted(1)),
        /** No other photo of its subject is accepted at the strictest FAR. */
        DODGING(new PsrDodging());

        private final RateMetric question;

        Aim(RateMetric question) {
            this.question = question;
        }

        /** The metric whose question it is. */
        public String word() {
            return question.name();
        }
    }

    /** One list of outcomes. */
    public record Key(Cell cell, Aim aim) {

        /** Returns the same judgment of another defense. */
        public Key of(String defense, List<String> surrogates) {
            return new Key(cell.defendedBy(defense, surrogates), aim);
        }

        /** Access follows from surrogates and model: it would keep the control from being found. */
        private String id() {
            return aim + " " + cell.id();
        }
    }

    private final Map<String, Map<PhotoId, Boolean>> outcomes = new LinkedHashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<PhotoId, SubjectId> subjects = new HashMap<>();

    /**
     * Adds the trials of a cell, all at once.
     *
     * @param thresholds of the cell's model; empty if it was not calibrated
     */
    public void add(List<Trial> trials, List<Threshold> thresholds) {
        List<Trial> counted = trials.stream()
                .filter(trial -> trial.pairing() == Pairing.PROTECTED_CLEAN)
                .filter(trial -> trial.cell().countermeasure().equals(Cell.NO_COUNTERMEASURE))
                .toList();
        Optional<Threshold> strictest = thresholds.stream().min(Comparator.comparing(Threshold::far));
        for (Aim aim : Aim.values()) {
            // Where the gallery holds no target, being taken for one is not measured rather than failed.
            if (aim.question.defined(counted) && (!aim.question.needsThreshold() || strictest.isPresent())) {
                counted.stream()
                        .filter(aim.question::asks)
                        .forEach(trial -> put(trial, aim, aim.question.succeeds(trial, strictest)));
            }
        }
    }

    private void put(Trial trial, Aim aim, boolean success) {
        Key key = new Key(trial.cell(), aim);
        subjects.put(trial.probe(), trial.subject());
        keys.putIfAbsent(key.id(), key);
        outcomes.computeIfAbsent(key.id(), k -> new LinkedHashMap<>())
                .merge(trial.probe(), success, aim.question::worse);
    }

    /** Returns the person in a probe that was judged anywhere. */
    public SubjectId subject(PhotoId probe) {
        return subjects.get(probe);
    }

    /** Whether anything was judged there. */
    public boolean has(Key key) {
        return outcomes.containsKey(key.id());
    }

    /** All that was judged, in the order of the plan. */
    public List<Key> keys() {
        return List.copyOf(keys.values());
    }

    /** The probes judged there. */
    public Set<PhotoId> probes(Key key) {
        return outcomes.getOrDefault(key.id(), Map.of()).keySet();
    }

    /** @throws NullPointerException unless the probe was judged there */
    public boolean success(Key key, PhotoId probe) {
        return outcomes.get(key.id()).get(probe);
    }

    /** Counts the probes that succeeded there. */
    public long count(Key key) {
        return outcomes.get(key.id()).values().stream()
                .filter(success -> success)
                .count();
    }
}
