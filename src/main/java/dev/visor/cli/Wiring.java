package dev.visor.cli;

import dev.visor.catalog.Assets;
import dev.visor.harness.Machine;
import dev.visor.harness.PhotoProtector;
import dev.visor.harness.Progress;
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

    static PhotoProtector photoProtector() {
        throw new IllegalStateException("no photo protector is wired");
    }

    static ThroughputBench throughputBench() {
        throw new IllegalStateException("no throughput bench is wired");
    }

    static Machine machine() {
        throw new IllegalStateException("no machine is wired");
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
