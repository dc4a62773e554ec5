package dev.visor.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Measures how fast this machine protects and embeds. */
public interface ThroughputBench {

    /**
     * What to measure.
     *
     * @param suite its one victim embeds; its one defense beside the control protects
     * @param batches sizes to try
     * @param photos how many distinct photos each measurement takes
     */
    record Request(ResolvedSuite suite, List<Integer> batches, int photos, String device, Optional<Path> assets) {

        public Request {
            batches = List.copyOf(batches);
        }
    }

    /**
     * One measurement, warm-up excluded, device synchronized.
     *
     * @param what {@code protect_images_per_s}, {@code embed_images_per_s}
     */
    record Rate(String what, int batch, double perSecond) {}

    List<Rate> measure(Request request, Progress progress);
}
