package dev.visor.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Protects a person's own photos. */
public interface PhotoProtector {

    /**
     * What to protect with what.
     *
     * @param suite its detector, and its one defense beside the control with its one surrogate
     * @param targets folder of the photos to steer to; empty for the suite's data set
     * @param out folder for the protected photos, PNG
     */
    record Request(
            ResolvedSuite suite,
            List<Path> photos,
            Optional<Path> targets,
            Path out,
            String device,
            Optional<Path> assets) {

        public Request {
            photos = List.copyOf(photos);
        }
    }

    /**
     * Writes each photo's protected copy. What cannot be protected is said, not thrown.
     *
     * @return the files written, at most one for each photo
     */
    List<Path> protect(Request request, Progress progress);
}
