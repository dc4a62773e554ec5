package dev.visor.cli.exchange;

import dev.visor.catalog.exchange.SubmissionReader;
import dev.visor.catalog.exchange.SuiteForJobs;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.RunOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.external.JobFile;
import dev.visor.external.ResultFolder;
import dev.visor.harness.exchange.Scoring;
import dev.visor.harness.exchange.Submission;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.store.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores photos that were protected elsewhere. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description =
                "Checks the images that a program made of a job's photos, then runs the job's suite on them into an"
                        + " ordinary record.")
public final class ScoreResult implements Runnable {

    private static final int MOST_LINES = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "JOB", description = "the folder that visor export wrote")
    private Path job;

    @Parameters(
            index = "1",
            paramLabel = "RESULT",
            description = "the folder with NAME.png for each photo of the job, and submission.yaml")
    private Path result;

    @Mixin
    private RunOptions options;

    @Override
    public void run() {
        JobFile read = JobFile.read(job);
        Submission submission = SubmissionReader.read(result);
        SuiteForJobs suite = SuiteForJobs.again(options.machine().catalog(), read.suite(), read.settings());
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            Scoring.Checked checked = new Scoring(
                            CompositionRoot.testBed(options.machine().assets(suite.suite())), progress)
                    .check(
                            new Scoring.Request(
                                    suite.suite(),
                                    read,
                                    new ResultFolder(result, true),
                                    submission,
                                    options.machine().device()),
                            new MemoryStore());
            checked.check().notes().forEach(progress::say);
            List<String> faults = checked.check().faults();
            if (!faults.isEmpty()) {
                throw InputError.of(Scoring.lines(faults, MOST_LINES).stream()
                        .map(fault -> result + ": " + fault)
                        .toList());
            }
            ResolvedSuite defended = checked.suite();
            if (options.dryRun()) {
                RunOptions.print(defended, options.shard(), spec.commandLine().getOut());
                return;
            }
            spec.commandLine().getOut().println(options.run(defended, progress));
            spec.commandLine().getOut().flush();
        }
    }
}
