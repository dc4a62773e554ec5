package dev.visor.cli;

import dev.visor.catalog.Assets;
import dev.visor.harness.PhotoProtector;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescore;
import dev.visor.harness.SuiteRunner;
import dev.visor.harness.TestBed;
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

    static PhotoProtector photoProtector(Optional<Path> assets, Progress progress) {
        return new PhotoProtector(Assets.of(Home.path(), assets, progress::say));
    }

    static ThroughputBench throughputBench(Optional<Path> assets, Progress progress) {
        return new ThroughputBench(Assets.of(Home.path(), assets, progress::say));
    }

    /** Models and people, without a word about packages: for what needs none. */
    static TestBed testBed(Optional<Path> assets) {
        return Assets.of(Home.path(), assets, line -> {});
    }

    static Rescore rescore(Optional<Path> assets, Progress progress) {
        return new Rescore(Assets.of(Home.path(), assets, progress::say), progress);
    }
}
