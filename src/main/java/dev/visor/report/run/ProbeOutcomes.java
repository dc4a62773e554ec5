package dev.visor.report.run;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.metric.TrialQuestion;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.metric.recognition.RankUntargeted;
import dev.visor.report.run.Run.Protection;
import dev.visor.result.RecordFile;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.ThresholdEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Tells what became of each protected probe before every model and under every countermeasure: one pass over
 * {@code trials.csv}.
 *
 * <p>Looks at the headline's alignment, at searches among clean photos and comparisons with clean other photos of the
 * subject, each at the strictest FAR of the run.
 */
public final class ProbeOutcomes {

    private static final TrialQuestion SEARCH = new RankUntargeted(1);
    private static final TrialQuestion COMPARISON = new PsrDodging();

    private final Map<Judge, Map<Probe, Map<String, Observation>>> fates = new LinkedHashMap<>();

    private ProbeOutcomes() {}

    /** Stands for trials that nobody looked at. */
    static ProbeOutcomes none() {
        return new ProbeOutcomes();
    }

    /** A judge of a protection. */
    public record Judge(Protection protection, String model, boolean whiteBox) {

        public static Judge of(Cell cell) {
            return new Judge(
                    new Protection(cell.defense(), cell.surrogatesWord()),
                    cell.model(),
                    cell.surrogates().contains(cell.model()));
        }
    }

    /** The unit that two defenses share: the same photo under the same seed. */
    public record Probe(String dataset, long seed, SubjectId subject, PhotoId photo) {}

    /**
     * One model's view of a probe under one countermeasure.
     *
     * @param missed whether no face was acquired in a search
     * @param protectedThere whether the subject was not at rank 1; empty unless somebody searched
     * @param trueRank of the subject, from 1
     * @param similarity to the most similar other photo of the subject
     * @param threshold of that comparison
     */
    public record Observation(
            String countermeasure,
            boolean missed,
            Optional<Boolean> protectedThere,
            Optional<Integer> trueRank,
            Optional<Double> similarity,
            Optional<Double> threshold) {

        public boolean searched() {
            return protectedThere.isPresent();
        }

        /** Tells whether it is hidden as rank1_untargeted counts: a face that was not acquired is not hidden. */
        boolean hidden() {
            return protectedThere.orElse(false);
        }

        /** Whether the subject was at rank 1. */
        public boolean found() {
            return searched() && !missed && !hidden();
        }

        /** Returns how far above the threshold the model saw its subject; below 0 where it did not. */
        public Optional<Double> margin() {
            return similarity.flatMap(s -> threshold.map(t -> s - t));
        }

        /** The tracker takes the better of two looks. */
        Observation and(Observation other) {
            boolean otherIsCloser = larger(similarity, other.similarity) != similarity;
            return new Observation(
                    countermeasure,
                    missed || other.missed,
                    better(protectedThere, other.protectedThere, SEARCH::worse),
                    better(trueRank, other.trueRank, Math::min),
                    larger(similarity, other.similarity),
                    otherIsCloser ? other.threshold : threshold);
        }

        private static Optional<Double> larger(Optional<Double> one, Optional<Double> other) {
            return other.isEmpty() || one.isPresent() && one.get() >= other.get() ? one : other;
        }

        private static <T> Optional<T> better(Optional<T> one, Optional<T> other, BinaryOperator<T> choice) {
            return one.isPresent() && other.isPresent()
                    ? Optional.of(choice.apply(one.get(), other.get()))
                    : one.or(() -> other);
        }
    }

    /** Reads the outcomes; nothing of a run that is not over, as its trials may end in the middle of a line, or that inverts. */
    static ProbeOutcomes read(RunRecord record, RunInfo info) {
        ProbeOutcomes fates = new ProbeOutcomes();
        if (info.inverts() || info.status() != RunInfo.Status.COMPLETED || !record.has(RecordFile.TRIALS)) {
            return fates;
        }
        boolean shared = record.cells().stream().anyMatch(c -> c.alignment() == Alignment.PHOTO);
        Alignment alignment = shared ? Alignment.PHOTO : Alignment.CROP;
        Map<String, Double> thresholds = strictest(info.thresholds());
        record.forEachTrial(recorded -> {
            Trial trial = recorded.trial();
            boolean told = trial.cell().alignment() == alignment
                    && (trial.pairing() == Pairing.PROTECTED_CLEAN || trial.pairing() == Pairing.CLEAN_CLEAN);
            if (told) {
                observation(recorded, thresholds).ifPresent(s -> fates.add(trial, s));
            }
        });
        return fates;
    }

    /** Returns the strictest thresholds by the id of the calibration, the last part of a threshold's id. */
    static Map<String, Double> strictest(List<ThresholdEntry> entries) {
        Map<String, Double> thresholds = new HashMap<>();
        entries.stream()
                .sorted(Comparator.comparing(ThresholdEntry::far).reversed())
                .forEach(t -> thresholds.put(t.id().substring(t.id().lastIndexOf('-') + 1), t.similarity()));
        return thresholds;
    }

    private static Optional<Observation> observation(RecordedTrial recorded, Map<String, Double> thresholds) {
        Trial trial = recorded.trial();
        String countermeasure = trial.cell().countermeasure();
        if (trial instanceof Trial.Identification search) {
            boolean missed = trial.outcome() instanceof Outcome.NotAcquired;
            return Optional.of(new Observation(
                    countermeasure,
                    missed,
                    Optional.of(SEARCH.succeeds(search, Optional.empty())),
                    search.found().map(Trial.Found::trueRank),
                    Optional.empty(),
                    Optional.empty()));
        }
        if (!COMPARISON.asks(trial)) {
            return Optional.empty();
        }
        Optional<Double> similarity =
                trial.outcome() instanceof Outcome.Compared c ? Optional.of(c.similarity()) : Optional.empty();
        Optional<Double> threshold = recorded.calibration().map(thresholds::get);
        return Optional.of(
                new Observation(countermeasure, false, Optional.empty(), Optional.empty(), similarity, threshold));
    }

    private void add(Trial trial, Observation observation) {
        Cell cell = trial.cell();
        fates.computeIfAbsent(Judge.of(cell), j -> new LinkedHashMap<>())
                .computeIfAbsent(
                        new Probe(cell.dataset(), cell.seed(), trial.subject(), trial.probe()),
                        p -> new LinkedHashMap<>())
                .merge(observation.countermeasure(), observation, Observation::and);
    }

    public boolean isEmpty() {
        return fates.isEmpty();
    }

    public Stream<Judge> judges() {
        return fates.keySet().stream();
    }

    /** The probes that this judge saw, in the record's order. */
    public Collection<Probe> probes(Judge judge) {
        return fates.getOrDefault(judge, Map.of()).keySet();
    }

    /** Returns what the judge saw of the probe, one a countermeasure. */
    public Collection<Observation> observations(Judge judge, Probe probe) {
        return fates.getOrDefault(judge, Map.of()).getOrDefault(probe, Map.of()).values();
    }

    /** Whether the probe stayed hidden at rank 1 under every countermeasure; empty where nobody searched. */
    public Optional<Boolean> hidden(Judge judge, Probe probe) {
        List<Observation> searched = observations(judge, probe).stream()
                .filter(Observation::searched)
                .toList();
        return searched.isEmpty()
                ? Optional.empty()
                : Optional.of(searched.stream().allMatch(Observation::hidden));
    }
}
