package dev.visor.cli.exchange;

import dev.visor.catalog.exchange.SubmissionReader;
import dev.visor.catalog.exchange.SuiteForJobs;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.external.Job;
import dev.visor.harness.exchange.Export;
import dev.visor.harness.exchange.Submission;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the photos of a suite for somebody who protects them elsewhere. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a suite's photos into a job folder, to be protected by any program; visor score judges what"
                        + " comes back.")
public final class ExportJob implements Runnable {

    private static final int MOST_DECOYS = 100_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", description = "an id of suites/, or the path of a file")
    private String suite;

    @Option(names = "--out", paramLabel = "JOB", required = true, description = "the job's folder, new or empty")
    private Path out;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            defaultValue = "photo",
            description = "photo: whole photos; face: aligned crops, which Visor puts back (default: ${DEFAULT-VALUE})")
    private String unit;

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "0",
            description = "how far a pixel may move, of 255; a result that goes farther is refused (default: no bound)")
    private int budget;

    @Option(
            names = "--decoys",
            paramLabel = "N",
            defaultValue = "20",
            description = "photos of strangers among the others, which nobody scores (default: ${DEFAULT-VALUE})")
    private int decoys;

    @Mixin
    private MachineOptions machine;

    @Mixin
    private SuiteOptions options;

    @Override
    public void run() {
        if (!unit.equals("photo") && !unit.equals("face")) {
            throw new InputError("--unit must be photo or face, got \"" + unit + "\"");
        }
        if (budget < 0 || budget > 255) {
            throw new InputError("--budget must lie in 0..255, got " + budget);
        }
        if (decoys < 0 || decoys > MOST_DECOYS) {
            throw new InputError("--decoys must lie in 0..%d, got %d".formatted(MOST_DECOYS, decoys));
        }
        SuiteForJobs resolved = SuiteForJobs.of(machine.catalog(), suite, options.overrides());
        Path folder = out.toAbsolutePath().normalize();
        int photos;
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            photos = new Export(CompositionRoot.testBed(machine.assets(resolved.suite())), progress)
                    .write(new Export.Request(
                            resolved.suite(),
                            resolved.settings(),
                            unit.equals("face") ? Job.Unit.FACE : Job.Unit.PHOTO,
                            budget == 0 ? Optional.empty() : Optional.of(new Budget(budget / 255.)),
                            decoys,
                            folder,
                            machine.device()));
        }
        WholeFile.write(
                folder.resolve(Submission.FILE + ".example"),
                SubmissionReader.EXAMPLE.getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getOut().printf(Locale.ROOT, "%s: %d photos to protect%n", out, photos);
        spec.commandLine().getOut().flush();
    }
}
