package dev.visor.cli;

import dev.visor.catalog.Assets;
import dev.visor.catalog.importing.CardImport;
import dev.visor.cli.process.ProcessEnvironment;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.protection.PhotoProtector;
import dev.visor.harness.run.Rescore;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.harness.run.ThroughputBench;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The one place that says which classes do what the commands ask. */
final class CompositionRoot {

    private CompositionRoot() {}

    static SuiteRunner suiteRunner(Optional<Path> assets, Progress progress) {
        return new SuiteRunner(testBed(assets, progress::say), progress, Clock.systemUTC());
    }

    static PhotoProtector photoProtector(Optional<Path> assets, Progress progress) {
        return new PhotoProtector(testBed(assets, progress::say));
    }

    /** @param assets as the option names it */
    static CardImport cardImport(Optional<Path> assets, Progress progress) {
        ProcessEnvironment.requireRoomForEngine();
        return new CardImport(Home.path(), MachineOptions.assets(assets), progress);
    }

    static ThroughputBench throughputBench(Optional<Path> assets, Progress progress) {
        return new ThroughputBench(testBed(assets, progress::say));
    }

    /** Models and people, without a word about packages: for what needs none. */
    static TestBed testBed(Optional<Path> assets) {
        return testBed(assets, line -> {});
    }

    private static TestBed testBed(Optional<Path> assets, Consumer<String> said) {
        ProcessEnvironment.requireRoomForEngine();
        return Assets.of(Home.path(), assets, said);
    }

    static Rescore rescore(Optional<Path> assets, Progress progress) {
        return new Rescore(testBed(assets, progress::say), progress);
    }
}
