package dev.visor.cli;

import dev.visor.core.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds reports from records; runs nothing. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Builds the report of runs and prints the path of its page.")
final class Report implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "folders of runs")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the report's folder (default: reports/ and the run's name)")
    private Path out;

    @Option(
            names = "--photos",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "show photos, where the run kept any (default: yes)")
    private boolean photos;

    @Override
    public void run() {
        for (Path run : runs) {
            if (!Files.isRegularFile(run.resolve("run.json"))) {
                throw new InputError(run + " is no run: it holds no run.json");
            }
        }
        spec.commandLine().getOut().println(Wiring.report(runs, Optional.ofNullable(out), photos));
        spec.commandLine().getOut().flush();
    }
}
