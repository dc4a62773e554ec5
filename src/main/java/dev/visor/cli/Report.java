package dev.visor.cli;

import dev.visor.core.InputError;
import dev.visor.report.run.ReportOptions;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--history", hidden = true)
    private boolean history;

    @Override
    public void run() {
        if (history) {
            throw new InputError(
                    "rates over time are a page of the site: visor site RUN... --out DIR, then its history.html");
        }
        List<RunRecord> records = runs.stream().map(RunRecord::open).toList();
        Path folder = out == null ? folder(runs) : out;
        Path page = UntrustedRecords.made(
                runs, () -> dev.visor.report.Report.write(records, folder, new ReportOptions(photos)));
        spec.commandLine().getOut().println(page);
        spec.commandLine().getOut().flush();
    }

    /** Returns the folder of a report that names none: {@code reports/} and the name of the first run. */
    static Path folder(List<Path> runs) {
        String name = runs.get(0).toAbsolutePath().normalize().getFileName().toString();
        String more = runs.size() > 1 ? "-and-" + (runs.size() - 1) + "-more" : "";
        return Path.of("reports", name + more).toAbsolutePath();
    }
}
