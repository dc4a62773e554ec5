package dev.visor.harness;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.FaceImage;
import dev.visor.core.MetricValue;
import dev.visor.core.Outcome.NotAcquired;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.harness.Protected.Done;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.metric.Mean;
import dev.visor.metric.Throughput;
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

/** Everything that is counted, timed or measured on the way, beside the trials. */
final class Tally {

    /** In a cell that no attack and no victim takes part in. */
    private static final String NOBODY = "-";

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
                        .orElse(0)));
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
        double[] psnr = qualities.stream()
                .map(Quality::psnr)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        Mean.of(
                        cell,
                        "ssim",
                        "ratio",
                        qualities.stream().mapToDouble(Quality::ssim).toArray())
                .ifPresent(values::add);
        Mean.of(cell, "psnr", "dB", psnr).ifPresent(values::add);
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

    /** All images over all seconds, without the warm-up. */
    private static Optional<MetricValue> rate(Cell cell, String name, List<Timing> timings, String id) {
        List<Timing> counted =
                timings.stream().filter(t -> t.id().equals(id) && !t.warmUp()).toList();
        double seconds = counted.stream().mapToDouble(Timing::seconds).sum();
        int images = counted.stream().mapToInt(Timing::images).sum();
        return Throughput.of(cell, name, images, seconds);
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
