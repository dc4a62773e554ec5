package dev.visor.cli;

import dev.visor.audit.compare.Comparison;
import dev.visor.audit.compare.JsonComparison;
import dev.visor.audit.compare.JunitComparison;
import dev.visor.audit.compare.MarkdownComparison;
import dev.visor.audit.compare.TextComparison;
import dev.visor.catalog.GateReader;
import dev.visor.cli.options.Home;
import dev.visor.core.expectation.Gate;
import dev.visor.core.file.WholeFile;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a new run lost anything against a base run. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description =
                "Compares two runs on the same probes and says whether the new one lost anything: exit code 0 pass, 3 regression,"
                        + " 4 inconclusive.")
final class Compare implements Callable<Integer> {

    private static final String DEFAULT_GATE = "results/gates/default.yaml";

    /** A form in which a comparison is written. The words are those of the option. */
    enum Format {
        text(TextComparison::of),
        markdown(MarkdownComparison::of),
        junit(JunitComparison::of),
        json(JsonComparison::of);

        private final Function<Comparison, String> writer;

        Format(Function<Comparison, String> writer) {
            this.writer = writer;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "folder of the run to compare with")
    private Path base;

    @Parameters(index = "1", paramLabel = "NEW", description = "folder of the run to judge")
    private Path now;

    @Option(
            names = "--gate",
            paramLabel = "FILE",
            description = "what may not be lost (default: the project's " + DEFAULT_GATE + ")")
    private Path gate;

    @Option(
            names = "--match",
            paramLabel = "DEFENSE=DEFENSE",
            description = "compare this defense of BASE with that of NEW; BASE and NEW may be one run")
    private Map<String, String> matched = Map.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write there, and the path to stdout (default: write to stdout)")
    private Path out;

    @Override
    public Integer call() {
        Path file = gate == null ? Home.path().resolve(DEFAULT_GATE) : gate;
        Gate rules = GateReader.read(file, Comparison.metrics());
        Comparison comparison = UntrustedRecords.made(
                List.of(base, now), () -> Comparison.of(RunRecord.open(base), RunRecord.open(now), rules, matched));
        String text = format.writer.apply(comparison);
        if (out == null) {
            spec.commandLine().getOut().print(text);
        } else {
            WholeFile.write(out, writer -> writer.write(text));
            spec.commandLine().getOut().println(out);
        }
        spec.commandLine().getOut().flush();
        spec.commandLine().getErr().println(comparison.sentence());
        spec.commandLine().getErr().flush();
        return comparison.verdict().exitCode();
    }
}
