package dev.visor.cli;

import dev.visor.cli.options.RunOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.report.run.ReportOptions;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main job, on what a fresh machine can have. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description =
                "Runs TIP-IM on real photos and recognizers that come by package name, and prints its report's path.")
final class Quickstart implements Runnable {

    static final String SUITE = "quickstart";

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunOptions options;

    @Mixin
    private SuiteOptions suiteOptions;

    @Override
    public void run() {
        ResolvedSuite resolved = options.machine().catalog().suite(SUITE, suiteOptions.overrides());
        if (options.dryRun()) {
            options.machine().device();
            RunOptions.print(resolved, options.shard(), spec.commandLine().getOut());
            return;
        }
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            Path run = options.run(resolved, progress);
            progress.say("record: " + run);
            Path page = dev.visor.report.Report.write(
                    List.of(new RunRecord(run)), Report.folder(List.of(run)), new ReportOptions(options.photos()));
            spec.commandLine().getOut().println(page);
            spec.commandLine().getOut().flush();
        }
    }
}
