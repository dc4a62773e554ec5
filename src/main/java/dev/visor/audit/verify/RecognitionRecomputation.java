package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.PlannedTraces;
import dev.visor.audit.verify.plan.RecognitionPlan;
import dev.visor.core.Access;
import dev.visor.core.Cell;
import dev.visor.core.Trial.Verification;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.Mean;
import dev.visor.metric.Throughput;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.metric.evaluation.RemovalMetrics;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.metric.recognition.OwnThresholds;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.ServiceScore;
import dev.visor.result.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The metrics of a run that recognizes. */
final class RecognitionRecomputation implements Recomputation {

    private static final String NOBODY = "-";

    /**
     * Slack of a mean: half of the last place that {@code photos.csv} keeps, and as much again for the ends of its
     * interval.
     */
    private static final double MEAN_SLACK = 1e-4;

    /** Slack of seconds: half of the last place of a batch's in {@code timings.csv}. */
    private static final double SECONDS_SLACK = 5e-7;

    private final Evidence evidence;
    private final boolean exact;

    RecognitionRecomputation(Evidence evidence) {
        this.evidence = evidence;
        this.exact = !evidence.info().files().isEmpty();
    }

    @Override
    public List<MetricValue> ofTrials() {
        List<MetricValue> all = new ArrayList<>(ofCells());
        all.addAll(ofWorstCases());
        all.addAll(ofScores());
        all.addAll(ofControl());
        if (evidence.plan().recognized() > 0) {
            all.addAll(ofRecognized());
        }
        return all;
    }

    @Override
    public Map<MetricValue, Double> ofTables() {
        Map<MetricValue, Double> all = new LinkedHashMap<>(ofPhotos());
        all.putAll(ofRemovals());
        all.putAll(PlannedTraces.metrics(evidence.info(), evidence.traces()));
        all.putAll(ofTimings());
        return all;
    }

    /** Computes how near to the originals owners come with a key. */
    private Map<MetricValue, Double> ofRemovals() {
        Map<MetricValue, Double> values = new LinkedHashMap<>();
        for (RecognitionPlan.Protection protection : evidence.plan().protections()) {
            for (long seed : evidence.info().seeds()) {
                for (String countermeasure :
                        evidence.info().recognition().keys().keySet()) {
                    List<RemovalMetrics.Face> faces = evidence.removals().orElse(List.of()).stream()
                            .filter(face -> face.defense().equals(protection.defense())
                                    && face.surrogates().equals(protection.surrogates())
                                    && face.seed() == seed
                                    && face.countermeasure().equals(countermeasure))
                            .flatMap(face -> face.quality().stream()
                                    .map(quality ->
                                            new RemovalMetrics.Face(quality.ssim(), quality.psnr(), face.lost())))
                            .toList();
                    RemovalMetrics.of(cell(protection, NOBODY, seed), countermeasure, faces)
                            .forEach(value -> values.put(value, 0.));
                }
            }
        }
        return values;
    }

    /** Returns the metrics that only the photos themselves can tell, and they are not in the record. */
    @Override
    public List<String> elsewhere() {
        return List.copyOf(evidence.registry().notRecorded());
    }

    @Override
    public String needs() {
        return "the photos";
    }

    /** Computes the values of every cell that has trials. */
    private List<MetricValue> ofCells() {
        return evidence.trials().map(Map::values).stream()
                .flatMap(cells -> List.copyOf(cells).parallelStream())
                .flatMap(
                        lines -> Judgment.of(
                                lines.stream().map(Line::trial).toList(),
                                evidence.thresholds(lines),
                                evidence.registry())
                                .stream())
                .toList();
    }

    /** Computes the rates at which services themselves accepted. */
    private List<MetricValue> ofScores() {
        Map<String, ServiceScore> scores = new HashMap<>();
        evidence.scores().orElse(List.of()).forEach(score -> scores.put(score.question(), score));
        OwnThresholds own = new OwnThresholds();
        if (!scores.isEmpty()) {
            evidence.trials().orElse(Map.of()).values().stream()
                    .flatMap(List::stream)
                    .map(Line::trial)
                    .filter(Verification.class::isInstance)
                    .map(Verification.class::cast)
                    .forEach(trial -> own.add(
                            trial,
                            Optional.ofNullable(scores.get(ServiceScore.question(trial)))
                                    .map(ServiceScore::accepted)
                                    .orElse(new TreeMap<>())));
        }
        return own.metrics();
    }

    private List<MetricValue> ofRecognized() {
        RecognizedProbes recognized = new RecognizedProbes(evidence.plan().recognized(), evidence.registry());
        evidence.trials()
                .orElse(Map.of())
                .values()
                .forEach(lines -> recognized.add(lines.stream().map(Line::trial).toList(), evidence.thresholds(lines)));
        return recognized.metrics();
    }

    /** Computes the values that need the control's trials beside. */
    private List<MetricValue> ofControl() {
        NetRates net = new NetRates(evidence.registry().net());
        evidence.trials()
                .orElse(Map.of())
                .values()
                .forEach(lines -> net.add(lines.stream().map(Line::trial).toList(), evidence.thresholds(lines)));
        return net.metrics();
    }

    /** The worst of all countermeasures, of every cell that the tracker has more than one countermeasure for. */
    private List<MetricValue> ofWorstCases() {
        Map<Cell, List<List<Line>>> countermeasureCellsById = new LinkedHashMap<>();
        evidence.trials()
                .ifPresent(trials -> trials.forEach((cell, lines) -> {
                    if (WorstCase.counts(cell)) {
                        countermeasureCellsById
                                .computeIfAbsent(untouched(cell), c -> new ArrayList<>())
                                .add(lines);
                    }
                }));
        return countermeasureCellsById.entrySet().parallelStream()
                .filter(countermeasureCells -> countermeasureCells.getValue().size() > 1)
                .flatMap(countermeasureCells ->
                        worst(countermeasureCells.getKey(), countermeasureCells.getValue()).stream())
                .toList();
    }

    /**
     * Returns the cell where no countermeasure is applied: who has access there is told by the plan, not by the
     * countermeasure that comes first.
     */
    private Cell untouched(Cell cell) {
        Cell foot = cell.withCountermeasure(Cell.CONTROL);
        return evidence.cells().orElse(List.of()).stream()
                .filter(other -> other.id().equals(foot.id()))
                .findFirst()
                .orElse(foot);
    }

    private List<MetricValue> worst(Cell untouched, List<List<Line>> countermeasures) {
        List<Threshold> own = countermeasures.stream()
                .filter(lines -> lines.get(0).trial().cell().equals(untouched))
                .map(evidence::thresholds)
                .findFirst()
                .orElse(List.of());
        WorstCase worst = new WorstCase(untouched, own, evidence.registry());
        for (List<Line> lines : countermeasures) {
            List<Threshold> judges = evidence.thresholds(lines);
            if (judges.size() == own.size()) {
                lines.forEach(line -> worst.add(line.trial(), judges));
            }
        }
        return worst.metrics();
    }

    /** Quality of every protection, with the slack that a record of an older Visor needs. */
    private Map<MetricValue, Double> ofPhotos() {
        Map<MetricValue, Double> values = new LinkedHashMap<>();
        for (RecognitionPlan.Protection protection : evidence.plan().protections()) {
            for (long seed : evidence.info().seeds()) {
                List<Quality> qualities = evidence.photos().orElse(List.of()).stream()
                        .filter(photo -> photo.defense().equals(protection.defense())
                                && photo.surrogates().equals(protection.surrogates())
                                && photo.seed() == seed)
                        .map(ProtectedPhoto::quality)
                        .flatMap(Optional::stream)
                        .toList();
                Cell cell = cell(protection, NOBODY, seed);
                double[] ssim = qualities.stream().mapToDouble(Quality::ssim).toArray();
                double[] psnr = qualities.stream()
                        .map(Quality::psnr)
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .toArray();
                Mean.of(cell, "ssim", "ratio", Better.HIGHER, ssim)
                        .ifPresent(v -> values.put(v, exact ? 0 : MEAN_SLACK));
                Mean.of(cell, "psnr", "dB", Better.HIGHER, psnr).ifPresent(v -> values.put(v, exact ? 0 : MEAN_SLACK));
            }
        }
        return values;
    }

    /** Photos and faces per second, likewise. */
    private Map<MetricValue, Double> ofTimings() {
        Map<MetricValue, Double> values = new LinkedHashMap<>();
        List<Timing> timings = evidence.timings().orElse(List.of());
        for (RecognitionPlan.Protection protection : evidence.plan().protections()) {
            List<Timing> all = timings.stream()
                    .filter(t -> t.stage().equals("protect") && t.id().equals(protection.word()))
                    .toList();
            List<Timing> learning = timings.stream()
                    .filter(t -> t.stage().equals(Timing.LEARN) && t.id().equals(protection.word()))
                    .toList();
            List<Long> seeds = evidence.info().seeds();
            for (int i = 0; i < seeds.size(); i++) {
                // A later seed's speed is that of all batches up to then; every seed counts its batches from 0.
                rate(cell(protection, NOBODY, seeds.get(i)), "protect_images_per_s", starts(all, i + 1), values);
                double[] learned = starts(learning, i + 1).stream()
                        .mapToDouble(Timing::seconds)
                        .toArray();
                Mean.of(cell(protection, NOBODY, seeds.get(i)), "learn_seconds", "s", Better.LOWER, learned)
                        .ifPresent(value -> values.put(value, exact ? 0 : MEAN_SLACK));
            }
        }
        for (String model : evidence.plan().models()) {
            List<Timing> all = timings.stream()
                    .filter(t -> t.stage().equals("embed") && t.id().equals(model))
                    .toList();
            RecognitionPlan.Protection nothing = new RecognitionPlan.Protection(Cell.CONTROL, List.of());
            rate(cell(nothing, model, evidence.info().seeds().get(0)), "embed_images_per_s", all, values);
        }
        return values;
    }

    private void rate(Cell cell, String metric, List<Timing> timings, Map<MetricValue, Double> values) {
        List<Timing> counted = timings.stream().filter(t -> !t.warmUp()).toList();
        double seconds = counted.stream().mapToDouble(Timing::seconds).sum();
        int images = counted.stream().mapToInt(Timing::images).sum();
        Throughput.of(cell, metric, images, seconds).ifPresent(value -> {
            double doubt = Math.min(.5, counted.size() * SECONDS_SLACK / seconds);
            values.put(value, exact ? 0 : value.value() * doubt / (1 - doubt));
        });
    }

    /** The batches of the first so many seeds. */
    private static List<Timing> starts(List<Timing> timings, int seeds) {
        List<Timing> first = new ArrayList<>();
        int begun = 0;
        for (Timing timing : timings) {
            begun += timing.batch() == 0 ? 1 : 0;
            if (begun <= seeds) {
                first.add(timing);
            }
        }
        return first;
    }

    private Cell cell(RecognitionPlan.Protection protection, String model, long seed) {
        return Cell.of(
                        protection.defense(),
                        protection.surrogates(),
                        evidence.info().dataset().id(),
                        seed)
                .against(model, Access.NONE)
                .restingOn(evidence.info().trust(protection.defense()));
    }
}
