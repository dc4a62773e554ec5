package dev.visor.cli;

import dev.visor.cli.options.RunOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.harness.plan.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a suite. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a suite and prints the folder of its record.")
final class Run implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", description = "an id of suites/, or the path of a file")
    private String suite;

    @Mixin
    private RunOptions options;

    @Mixin
    private SuiteOptions suiteOptions;

    @Override
    public void run() {
        Experiment resolved = options.machine().catalog().experiment(suite, suiteOptions.overrides());
        if (options.dryRun()) {
            options.machine().device();
            RunOptions.print(resolved, options.shard(), spec.commandLine().getOut());
            options.printCalls(resolved, spec.commandLine().getOut());
            return;
        }
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            spec.commandLine().getOut().println(options.run(resolved, progress));
            spec.commandLine().getOut().flush();
        }
    }
}
