package dev.visor.harness.protection;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.metric.Mean;
import dev.visor.metric.evaluation.RemovalMetrics;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.ProtectedPhoto.Quality;
import dev.visor.result.RemovedFace;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import dev.visor.tensor.Mmd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Measures what protections did to the face crops, photo by photo and in the mean. */
public final class ImageQualities {

    /** Face pairs in a device batch. */
    private static final int BATCH = 8;

    private final Compute compute;
    private final String dataset;
    private final Guards guards;
    private final List<ProtectedPhoto> photos = new ArrayList<>();
    private final List<RemovedFace> removed = new ArrayList<>();
    private final Map<Key, Double> ssim = new HashMap<>();

    /** A protected photo. */
    private record Key(String defense, List<String> surrogates, long seed, PhotoId photo) {}

    public ImageQualities(Compute compute, String dataset, Guards guards) {
        this.compute = compute;
        this.dataset = dataset;
        this.guards = guards;
    }

    /**
     * Measures every photo of a protection; what could not be protected is kept with its reason.
     *
     * @param probes whose naturalness is measured, one photo a person
     */
    public List<MetricValue> measure(
            Protection protection, long seed, List<ProtectionResult> results, List<FacePhoto> probes) {
        List<Quality> measured = measure(results);
        int next = 0;
        for (ProtectionResult result : results) {
            Optional<Quality> quality = Optional.empty();
            String outcome = guards.hold(Guard.UNPROTECTED_NAMED) ? result.outcome() : "protected";
            PhotoId photo = result.source().id();
            if (result instanceof Done) {
                quality = Optional.of(measured.get(next++));
                ssim.put(
                        new Key(protection.defense().id(), protection.surrogateIds(), seed, photo),
                        quality.get().ssim());
            }
            photos.add(new ProtectedPhoto(
                    protection.defense().id(),
                    protection.surrogateIds(),
                    dataset,
                    seed,
                    photo,
                    result.source().subject(),
                    quality,
                    outcome));
        }
        Cell cell = protection.cell(dataset, seed);
        List<MetricValue> rows = new ArrayList<>();
        DoubleStream ssims = measured.stream().mapToDouble(Quality::ssim);
        DoubleStream psnrs = measured.stream().flatMapToDouble(quality -> quality.psnr().stream());
        Mean.of(cell, "ssim", "ratio", Better.HIGHER, ssims.toArray()).ifPresent(rows::add);
        Mean.of(cell, "psnr", "dB", Better.HIGHER, psnrs.toArray()).ifPresent(rows::add);
        Mean.of(cell, "mmd", "kernel", Better.LOWER, naturalness(results, probes))
                .ifPresent(rows::add);
        return rows;
    }

    /**
     * Measures what a removal gave back.
     *
     * @param countermeasure that took the protection back
     */
    public List<MetricValue> measureRemoval(
            Protection protection, long seed, String countermeasure, List<RemovedPhoto> photos) {
        Iterator<Quality> measured =
                measure(photos.stream().map(RemovedPhoto::photo).toList()).iterator();
        List<RemovedFace> faces = photos.stream()
                .map(one -> new RemovedFace(
                        protection.defense().id(),
                        protection.surrogateIds(),
                        dataset,
                        seed,
                        countermeasure,
                        one.photo().source().id(),
                        one.photo().source().subject(),
                        one.photo() instanceof Done ? Optional.of(measured.next()) : Optional.empty(),
                        one.removed() ? RemovedFace.REMOVED : RemovedFace.LEFT,
                        one.lost()))
                .toList();
        removed.addAll(faces);
        return RemovalMetrics.of(
                protection.cell(dataset, seed),
                countermeasure,
                faces.stream().flatMap(ImageQualities::face).toList());
    }

    private static Stream<RemovalMetrics.Face> face(RemovedFace face) {
        return face.quality().stream()
                .map(quality -> new RemovalMetrics.Face(quality.ssim(), quality.psnr(), face.lost()));
    }

    private static double[] naturalness(List<ProtectionResult> results, List<FacePhoto> probes) {
        Set<PhotoId> ids = probes.stream().map(FacePhoto::id).collect(Collectors.toSet());
        List<Done> done = done(results).stream()
                .filter(photo -> ids.contains(photo.source().id()))
                .toList();
        return Mmd.perImage(
                done.stream().map(Done::original).toList(),
                done.stream().map(Done::face).toList());
    }

    private static List<Done> done(List<ProtectionResult> results) {
        return results.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .toList();
    }

    private List<Quality> measure(List<ProtectionResult> results) {
        List<Done> done = done(results);
        List<Quality> measured = new ArrayList<>();
        for (int start = 0; start < done.size(); start += BATCH) {
            List<Done> slice = done.subList(start, Math.min(start + BATCH, done.size()));
            List<FaceImage> before = slice.stream().map(Done::original).toList();
            List<FaceImage> after = slice.stream().map(Done::face).toList();
            for (ImageQuality.Value value : ImageQuality.of(compute, before, after)) {
                measured.add(new Quality(value.ssim(), value.psnr(), value.linf()));
            }
        }
        return measured;
    }

    /** SSIM of a trial's protected probe; empty if the trial has none. */
    public OptionalDouble of(Trial trial) {
        if (trial.pairing() == Pairing.CLEAN_CLEAN) {
            return OptionalDouble.empty();
        }
        Cell cell = trial.cell();
        Double value = ssim.get(new Key(cell.defense(), cell.surrogates(), cell.seed(), trial.probe()));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * Writes what was measured of every photo.
     *
     * @param removals whether the suite takes protections back
     */
    public void write(RunRecord record, boolean removals) {
        record.writePhotos(photos);
        if (removals) {
            RemovedFace.write(record.directory(), removed);
        }
    }
}
