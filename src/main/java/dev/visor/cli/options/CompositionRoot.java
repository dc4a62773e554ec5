package dev.visor.cli.options;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Assets;
import dev.visor.catalog.importing.CardImport;
import dev.visor.cli.process.ProcessEnvironment;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.ensemble.TeamStudy;
import dev.visor.harness.gallery.GalleryStudy;
import dev.visor.harness.run.Rescore;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.harness.run.ThroughputBench;
import dev.visor.harness.single.PhotoProtector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** The one place that says which classes do what the commands ask. */
public final class CompositionRoot {

    private CompositionRoot() {}

    public static SuiteRunner suiteRunner(AssetFolders assets, Progress progress) {
        return new SuiteRunner(testBed(assets, progress::say), progress, Clock.systemUTC());
    }

    public static PhotoProtector photoProtector(AssetFolders assets, Progress progress) {
        return new PhotoProtector(testBed(assets, progress::say));
    }

    /** @param assets as the option names it */
    public static CardImport cardImport(Optional<Path> assets, Progress progress) {
        ProcessEnvironment.requireRoomForEngine();
        return new CardImport(Home.path(), MachineOptions.folder(assets), progress);
    }

    public static ThroughputBench throughputBench(AssetFolders assets, Progress progress) {
        return new ThroughputBench(testBed(assets, progress::say));
    }

    public static TeamStudy teamStudy(AssetFolders assets, Progress progress) {
        return new TeamStudy(testBed(assets, progress::say), progress);
    }

    public static GalleryStudy galleryStudy(AssetFolders assets, Progress progress) {
        return new GalleryStudy(testBed(assets, progress::say), progress);
    }

    /** Models and people, without a word about packages: for what needs none. */
    public static TestBed testBed(AssetFolders assets) {
        return testBed(assets, line -> {});
    }

    private static TestBed testBed(AssetFolders assets, Consumer<String> said) {
        ProcessEnvironment.requireRoomForEngine();
        return Assets.of(assets, said);
    }

    public static Rescore rescore(AssetFolders assets, Progress progress) {
        return new Rescore(testBed(assets, progress::say), progress);
    }
}
