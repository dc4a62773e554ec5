package dev.visor.harness;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A run as a person asks for it.
 *
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
 * @param assets folder of models and data; empty if the suite does without
 * @param out the run's own folder; empty for a new one under {@code results/}
 * @param fresh whether an interrupted or completed run in that folder is thrown away
 * @param photos whether originals and protected photos are kept in the record
 */
public record RunRequest(
        ResolvedSuite suite, String device, Optional<Path> assets, Optional<Path> out, boolean fresh, boolean photos) {}
