package dev.visor.cli;

import dev.visor.catalog.Assets;
import dev.visor.harness.PhotoProtector;
import dev.visor.harness.Progress;
import dev.visor.harness.SuiteRunner;
import dev.visor.harness.ThroughputBench;
import java.nio.file.Path;
import java.time.Clock;
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
}
