package dev.visor.harness;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Better;
import dev.visor.core.Cell;
import dev.visor.core.FaceImage;
import dev.visor.core.Interval;
import dev.visor.core.MetricValue;
import dev.visor.core.Outcome.NotAcquired;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.harness.Protected.Done;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Ledger;
import dev.visor.result.Timing;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Everything that is counted, timed or measured on the way, beside the trials. */
final class Tally {

    /** In a cell that no attack and no victim takes part in. */
    private static final String NOBODY = "-";

    private static final double NORMAL_95 = 1.959963984540054;

    private final Compute compute;
    private final String dataset;
    private final List<ProtectedPhoto> photos = new ArrayList<>();
    private final Map<String, Double> ssim = new HashMap<>();
    private final List<Timing> protecting = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final Map<Reason, Long> missed = new EnumMap<>(Reason.class);
    private long planned;
    private long compared;
    private long masksComputed;
    private long masksReused;

    Tally(Compute compute, String dataset) {
        this.compute = compute;
        this.dataset = dataset;
    }

    void plan(long trials) {
        planned += trials;
    }

    void count(Trial trial) {
        if (trial.outcome() instanceof NotAcquired outcome) {
            missed.merge(outcome.reason(), 1L, Long::sum);
        } else {
            compared++;
        }
    }

    void masks(long computed, long reused) {
        masksComputed += computed;
        masksReused += reused;
    }

    /** Measures what a defense did to the crops, and what that took. */
    void protectedPhotos(Protection protection, long seed, List<Protected> results) {
        List<String> surrogates = surrogates(protection);
        String defense = protection.defense().id();
        List<Done> done = results.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .toList();
        List<ImageQuality.Value> qualities = new ArrayList<>();
        for (int start = 0; start < done.size(); start += Protector.BATCH) {
            List<Done> slice = done.subList(start, Math.min(start + Protector.BATCH, done.size()));
            List<FaceImage> before = slice.stream().map(Done::original).toList();
            qualities.addAll(ImageQuality.of(
                    compute, before, slice.stream().map(Done::face).toList()));
        }
        int next = 0;
        for (Protected result : results) {
            Optional<Quality> quality = Optional.empty();
            String outcome = "protected";
            if (result instanceof Protected.Missed miss) {
                outcome = miss.reason().name().toLowerCase(Locale.ROOT);
            } else {
                ImageQuality.Value value = qualities.get(next++);
                quality = Optional.of(new Quality(value.ssim(), value.psnr(), value.linf()));
                ssim.put(key(defense, surrogates, seed, result.source().id().value()), value.ssim());
            }
            photos.add(new ProtectedPhoto(
                    defense,
                    surrogates,
                    dataset,
                    seed,
                    result.source().id(),
                    result.source().subject(),
                    quality,
                    outcome));
        }
        time(protection, done);
    }

    private void time(Protection protection, List<Done> done) {
        String id = protection.defense().id() + (protection.surrogates().isEmpty() ? "" : " on " + word(protection));
        int shape = Protector.shape(done.size(), Protector.BATCH);
        for (int start = 0; start < done.size(); start += shape) {
            List<Done> slice = done.subList(start, Math.min(start + shape, done.size()));
            protecting.add(new Timing(
                    "protect",
                    id,
                    start / shape,
                    slice.size(),
                    slice.stream().mapToDouble(d -> d.cost().seconds()).sum(),
                    slice.stream().anyMatch(d -> d.cost().warmUp())));
        }
        ledgers.add(new Ledger(
                protection.defense().id(),
                surrogates(protection),
                done.stream().mapToLong(d -> d.cost().forward()).sum(),
                done.stream().mapToLong(d -> d.cost().backward()).sum(),
                done.stream()
                        .filter(d -> !d.cost().warmUp())
                        .mapToDouble(d -> d.cost().seconds())
                        .average()
                        .orElse(0),
                Math.round(
                        done.stream().mapToDouble(d -> d.cost().zeroGradients()).sum()),
                done.stream().anyMatch(d -> d.cost().draws())));
    }

    /** Quality and throughput of a protection, once for all its cells. */
    List<MetricValue> protection(Protection protection, long seed) {
        List<String> surrogates = surrogates(protection);
        Cell cell = new Cell(
                protection.defense().id(),
                surrogates,
                NOBODY,
                NOBODY,
                dataset,
                seed,
                Alignment.CROP,
                "none",
                Access.NONE);
        List<Quality> qualities = photos.stream()
                .filter(p ->
                        p.defense().equals(cell.defense()) && p.surrogates().equals(surrogates) && p.seed() == seed)
                .flatMap(p -> p.quality().stream())
                .toList();
        List<MetricValue> values = new ArrayList<>();
        mean(cell, "ssim", "ratio", qualities.stream().mapToDouble(Quality::ssim))
                .ifPresent(values::add);
        mean(
                        cell,
                        "psnr",
                        "dB",
                        qualities.stream()
                                .map(Quality::psnr)
                                .filter(OptionalDouble::isPresent)
                                .mapToDouble(OptionalDouble::getAsDouble))
                .ifPresent(values::add);
        String id = cell.defense() + (surrogates.isEmpty() ? "" : " on " + word(protection));
        rate(cell, "protect_images_per_s", protecting, id).ifPresent(values::add);
        return values;
    }

    /** Throughput of every victim, from the batches of this run; none if all embeddings were in the store. */
    List<MetricValue> embedding(List<Timing> timings, ResolvedSuite suite) {
        List<MetricValue> values = new ArrayList<>();
        for (String victim : suite.suite().victims()) {
            Cell cell = new Cell(
                    "none",
                    List.of(),
                    NOBODY,
                    victim,
                    dataset,
                    suite.suite().seeds().get(0),
                    Alignment.CROP,
                    "none",
                    Access.NONE);
            rate(cell, "embed_images_per_s", timings, victim).ifPresent(values::add);
        }
        return values;
    }

    private static Optional<MetricValue> mean(Cell cell, String name, String unit, DoubleStream stream) {
        double[] values = stream.toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        double mean = DoubleStream.of(values).average().orElseThrow();
        double squares =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        Optional<Interval> interval = Optional.empty();
        if (values.length > 1) {
            double half = NORMAL_95 * Math.sqrt(squares / (values.length - 1) / values.length);
            interval = Optional.of(new Interval(mean - half, mean + half));
        }
        return Optional.of(new MetricValue(
                cell,
                Pairing.PROTECTED_CLEAN,
                name,
                mean,
                interval,
                Optional.empty(),
                values.length,
                unit,
                Better.HIGHER,
                Optional.empty()));
    }

    /** All images over all seconds, without the warm-up. */
    private static Optional<MetricValue> rate(Cell cell, String name, List<Timing> timings, String id) {
        List<Timing> counted =
                timings.stream().filter(t -> t.id().equals(id) && !t.warmUp()).toList();
        double seconds = counted.stream().mapToDouble(Timing::seconds).sum();
        int images = counted.stream().mapToInt(Timing::images).sum();
        if (images == 0 || seconds <= 0) {
            return Optional.empty();
        }
        return Optional.of(new MetricValue(
                cell,
                Pairing.PROTECTED_CLEAN,
                name,
                images / seconds,
                Optional.empty(),
                Optional.empty(),
                images,
                "1/s",
                Better.HIGHER,
                Optional.empty()));
    }

    /** SSIM of a trial's protected probe. */
    OptionalDouble quality(Trial trial) {
        if (trial.pairing() == Pairing.CLEAN_CLEAN) {
            return OptionalDouble.empty();
        }
        Cell cell = trial.cell();
        Double value = ssim.get(key(
                cell.defense(), cell.surrogates(), cell.seed(), trial.probe().value()));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    List<ProtectedPhoto> photos() {
        return List.copyOf(photos);
    }

    List<Timing> timings(List<Timing> embedding) {
        List<Timing> all = new ArrayList<>(protecting);
        all.addAll(embedding);
        return all;
    }

    List<Ledger> ledgers() {
        return List.copyOf(ledgers);
    }

    Counts counts(long embeddingsComputed, long embeddingsReused) {
        return new Counts(
                planned,
                compared,
                missed.getOrDefault(Reason.NO_FACE, 0L),
                missed.getOrDefault(Reason.UNREADABLE, 0L),
                missed.getOrDefault(Reason.FAILED, 0L),
                masksComputed,
                masksReused,
                embeddingsComputed,
                embeddingsReused);
    }

    private static String key(String defense, List<String> surrogates, long seed, String probe) {
        return defense + "/" + surrogates + "/" + seed + "/" + probe;
    }

    private static List<String> surrogates(Protection protection) {
        return protection.surrogates().stream().map(RecognizerCard::id).toList();
    }

    private static String word(Protection protection) {
        return surrogates(protection).stream().collect(Collectors.joining("+"));
    }
}
