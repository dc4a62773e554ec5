package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.core.InputError;
import dev.visor.harness.PhotoProtector;
import dev.visor.harness.ResolvedSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Protects a person's own photos. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description =
                "Protects the main face of each photo and prints the files written: NAME-protected.png, changed in the"
                        + " face area only.")
final class Protect implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PHOTO",
            arity = "1..*",
            description = "JPEG, PNG, WebP, BMP, TIFF, GIF, PGM or PPM files, by what they hold")
    private List<Path> photos;

    @Option(names = "--defense", required = true, paramLabel = "ID", description = "an entry of defenses/")
    private String defense;

    @Option(
            names = "--surrogate",
            paramLabel = "ID",
            description = "the recognizer to protect against (default: the quickstart's)")
    private String surrogate;

    @Option(
            names = "--targets",
            paramLabel = "DIR",
            description = "one photo of each person to steer to (default: some of the quickstart's)")
    private Path targets;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the protected photos go")
    private Path out;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "as for visor run")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        if (targets != null && !Files.isDirectory(targets)) {
            throw new InputError("--targets must be a folder of photos, and " + targets + " is none");
        }
        List<String> all = new ArrayList<>(sets);
        if (surrogate != null) {
            all.add("surrogates=[" + surrogate + "]");
            all.add("victims=[" + surrogate + "]");
            all.add("assets=folder");
        }
        ResolvedSuite suite =
                Home.catalog().suite(Quickstart.SUITE, new Overrides(all, List.of(defense), List.of(), List.of()));
        PhotoProtector.Request request =
                new PhotoProtector.Request(suite, photos, Optional.ofNullable(targets), out, machine.device());
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            Wiring.photoProtector(machine.assets(suite), progress)
                    .protect(request, progress)
                    .forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
        }
    }
}
