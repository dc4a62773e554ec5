package dev.visor.harness;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What to run, where, on what.
 *
 * @param home the project's folder, for the commit in the record
 * @param cache of masks, embeddings and detections
 * @param results where a run's folder is made if {@code out} names none
 * @param out the run's own folder: the same command goes on where it stopped
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N}
 * @param fresh whether a completed run is made anew
 * @param photos whether pictures of faces are put into the record
 * @param shard which slice of the plan
 */
public record RunRequest(
        ResolvedSuite suite,
        Path home,
        Path cache,
        Path results,
        Optional<Path> out,
        String device,
        boolean fresh,
        boolean photos,
        Shard shard) {

    /** The whole plan. */
    public RunRequest(
            ResolvedSuite suite,
            Path home,
            Path cache,
            Path results,
            Optional<Path> out,
            String device,
            boolean fresh,
            boolean photos) {
        this(suite, home, cache, results, out, device, fresh, photos, Shard.WHOLE);
    }
}
