package dev.visor.cli;

import dev.visor.cli.cluster.ShowPlan;
import dev.visor.cli.cluster.Slurm;
import dev.visor.cli.exchange.ExportJob;
import dev.visor.cli.exchange.ScoreResult;
import dev.visor.cli.gallery.Identify;
import dev.visor.cli.recognizer.Import;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's root. */
@Command(
        name = "visor",
        mixinStandardHelpOptions = true,
        version = "visor 0.1.0",
        description = "Pairs defenses of faces with attacks on them, and says what that proves.",
        subcommands = {
            Quickstart.class,
            Run.class,
            ExportJob.class,
            ScoreResult.class,
            ShowPlan.class,
            Slurm.class,
            ShowStatus.class,
            Merge.class,
            Report.class,
            BuildSite.class,
            Verify.class,
            Compare.class,
            Validate.class,
            Import.class,
            ListKinds.class,
            Protect.class,
            Serve.class,
            Bench.class,
            Ensemble.class,
            Identify.class,
            ShowStore.class,
            Selftest.class,
            Doctor.class
        })
public final class Visor implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** The whole command line, ready to parse or execute. */
    public static CommandLine commandLine() {
        ErrorHandler faults = new ErrorHandler();
        // A photo may be named @anna: no argument is a file of arguments.
        return new CommandLine(new Visor())
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(faults)
                .setParameterExceptionHandler(faults);
    }
}
