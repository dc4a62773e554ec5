package dev.visor.harness.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A request to run a suite: what, where, and on what.
 *
 * @param home the project's folder, for the commit in the record
 * @param cache of masks, embeddings and detections
 * @param results where a run's folder is made if {@code out} names none
 * @param out the run's own folder: the same command goes on where it stopped
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N}
 * @param fresh whether a completed run is made anew
 * @param photos whether pictures of faces are put into the record
 * @param shard which slice of the plan
 * @param limits of what it may take of the machine
 * @param serviceOptions what a run may do with services
 * @param stored whether what is computed is kept in the cache, and taken from there; services' answers are kept in any case
 * @param imageMetrics that are measured beside those which every run has
 */
public record RunRequest(
        Experiment suite,
        Path home,
        Path cache,
        Path results,
        Optional<Path> out,
        String device,
        boolean fresh,
        boolean photos,
        Shard shard,
        RunLimits limits,
        ServiceOptions serviceOptions,
        boolean stored,
        List<ImageMetric> imageMetrics) {

    public RunRequest {
        imageMetrics = List.copyOf(imageMetrics);
    }

    /** A request without further image metrics. */
    public RunRequest(
            Experiment suite,
            Path home,
            Path cache,
            Path results,
            Optional<Path> out,
            String device,
            boolean fresh,
            boolean photos,
            Shard shard,
            RunLimits limits,
            ServiceOptions serviceOptions,
            boolean stored) {
        this(suite, home, cache, results, out, device, fresh, photos, shard, limits, serviceOptions, stored, List.of());
    }

    /** Returns the same request, with further image metrics. */
    public RunRequest withImageMetrics(List<ImageMetric> further) {
        return new RunRequest(
                suite,
                home,
                cache,
                results,
                out,
                device,
                fresh,
                photos,
                shard,
                limits,
                serviceOptions,
                stored,
                further);
    }

    /** Asks for the whole plan in the usual time, going on where an earlier run stopped; no service is asked, and no pictures are kept. */
    public static RunRequest of(
            Experiment suite, Path home, Path cache, Path results, Optional<Path> out, String device) {
        return new RunRequest(
                suite,
                home,
                cache,
                results,
                out,
                device,
                false,
                false,
                Shard.WHOLE,
                RunLimits.USUAL,
                ServiceOptions.NOTHING,
                true);
    }

    /** Returns the same request, of a slice of the plan. */
    public RunRequest withShard(Shard slice) {
        return new RunRequest(
                suite,
                home,
                cache,
                results,
                out,
                device,
                fresh,
                photos,
                slice,
                limits,
                serviceOptions,
                stored,
                imageMetrics);
    }

    /** Returns the same request, with pictures of faces in the record or without. */
    public RunRequest withPhotos(boolean kept) {
        return new RunRequest(
                suite,
                home,
                cache,
                results,
                out,
                device,
                fresh,
                kept,
                shard,
                limits,
                serviceOptions,
                stored,
                imageMetrics);
    }
}
