package dev.visor.cli;

import dev.visor.cli.terminal.StatusLines;
import dev.visor.harness.run.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how far runs have come. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Tells how far a run has come that is under way, here or on another machine that shares the folder.")
final class ShowStatus implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "a run's folder, or one that holds runs, such as shards")
    private List<Path> folders;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Path folder : folders) {
            List<RunStatus> runs = RunStatus.in(folder);
            runs.forEach(run ->
                    StatusLines.of(run, RunStatus.host(), RunStatus.now()).forEach(out::println));
            if (runs.size() > 1) {
                out.println(RunStatus.summary(runs));
            }
        }
        out.flush();
    }
}
