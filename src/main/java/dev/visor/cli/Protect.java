package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.ProtectedTable;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.single.PersonSource;
import dev.visor.harness.single.PhotoProtector;
import dev.visor.harness.single.ProtectedPhotos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Protects a person's own photos, and says what each copy is worth. */
@Command(
        name = "protect",
        mixinStandardHelpOptions = true,
        description = {
            "Protects the main face of each photo, whichever way up it is, into NAME-protected.png, changed in the face area"
                    + " only, and measures every copy.",
            "Prints a table, a line a photo, tabs between columns: photo, copy, verdict, and for each recognizer (the surrogate"
                    + " and the suite's models) the similarity before and after, and its threshold. Compared is with --mate, or"
                    + " else with the original itself: after is the written file, its face detected anew; before is the"
                    + " original (without --mate: as a small JPEG). Above the threshold, calibrated on clean strangers, the"
                    + " recognizer says that it is the person.",
            "Verdicts: protected, if the surrogate (for a defense without one: every recognizer) knew the person before and"
                    + " does not after; not protected; unmeasured; no copy."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every photo is protected",
            "1:our fault, or a plug-in's",
            "2:no copy was written: the input cannot be used",
            "3:copies were written, and not every photo is protected"
        })
final class Protect implements Callable<Integer> {

    private static final int NOT_ALL_PROTECTED = 3;

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

    @Option(
            names = "--person",
            paramLabel = "DIR",
            description = "photos of the person in the photos, for a defense that learns one perturbation a person")
    private Path person;

    @Option(
            names = "--perturbation",
            paramLabel = "FILE",
            description =
                    "keep the person's perturbation in FILE (.npy, with .json and .png beside it); if FILE is there, it is"
                            + " used and nothing is learned")
    private Path perturbation;

    @Option(
            names = "--mate",
            paramLabel = "PHOTO",
            description = "another photo of the person, to measure with (default: each photo itself)")
    private Path mate;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "where the protected photos go; nothing that is there is overwritten")
    private Path out;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "as for visor run")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private MachineOptions machine;

    @Override
    public Integer call() {
        if (targets != null && !Files.isDirectory(targets)) {
            throw new InputError("--targets must be a folder of photos, and " + targets + " is none");
        }
        if (person != null && !Files.isDirectory(person)) {
            throw new InputError("--person must be a folder of photos, and " + person + " is none");
        }
        ResolvedSuite suite = suite(overrides());
        PhotoProtector.Request request = new PhotoProtector.Request(
                suite,
                photos,
                Optional.ofNullable(targets),
                new PersonSource(Optional.ofNullable(person), Optional.ofNullable(perturbation)),
                Optional.ofNullable(mate),
                out,
                machine.device());
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            ProtectedPhotos result = CompositionRoot.photoProtector(machine.assets(suite), progress)
                    .protect(request, progress);
            ProtectedTable.print(result, spec.commandLine().getOut());
            return result.allProtected() ? ExitCode.OK : NOT_ALL_PROTECTED;
        }
    }

    /** With a surrogate of the user's, the quickstart's recognizers measure beside it; what is set by hand comes last. */
    private List<String> overrides() {
        List<String> all = new ArrayList<>();
        if (surrogate != null) {
            Set<String> models = new LinkedHashSet<>(List.of(surrogate));
            models.addAll(suite(List.of()).suite().models());
            all.add("surrogates=[" + surrogate + "]");
            all.add("models=[" + String.join(", ", models) + "]");
            all.add("assets=folder");
        }
        all.addAll(sets);
        return all;
    }

    private ResolvedSuite suite(List<String> overrides) {
        return machine.catalog()
                .suite(Quickstart.SUITE, new Overrides(overrides, List.of(defense), List.of(), List.of()));
    }
}
