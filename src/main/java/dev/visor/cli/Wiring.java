package dev.visor.cli;

import dev.visor.catalog.Assets;
import dev.visor.harness.DeviceBench;
import dev.visor.harness.LocalMachine;
import dev.visor.harness.Machine;
import dev.visor.harness.PhotoProtector;
import dev.visor.harness.Progress;
import dev.visor.harness.SharedPhotoProtector;
import dev.visor.harness.SuiteRunner;
import dev.visor.harness.ThroughputBench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The one place that says which classes do what the commands ask. */
final class Wiring {

    private Wiring() {}

    static SuiteRunner suiteRunner(Optional<Path> assets, Progress progress) {
        return new SuiteRunner(Assets.of(Home.path(), assets, progress::say), progress, Clock.systemUTC());
    }

    static PhotoProtector photoProtector(Optional<Path> assets, Progress progress) {
        return new SharedPhotoProtector(Assets.of(Home.path(), assets, progress::say));
    }

    static ThroughputBench throughputBench(Optional<Path> assets, Progress progress) {
        return new DeviceBench(Assets.of(Home.path(), assets, progress::say));
    }

    static Machine machine() {
        return new LocalMachine();
    }

    /**
     * Builds the report of runs.
     *
     * @return the report's page
     */
    static Path report(List<Path> runs, Optional<Path> out, boolean photos) {
        throw new IllegalStateException("no report is wired for " + runs + out + photos);
    }
}
