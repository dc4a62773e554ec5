package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.run.ThroughputBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures throughput. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures photos protected and embedded per second, warm-up excluded.")
final class Bench implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--recognizer",
            paramLabel = "ID",
            defaultValue = "dlib_resnet29",
            description = "surrogate and model under attack at once (default: ${DEFAULT-VALUE})")
    private String recognizer;

    @Option(
            names = "--defense",
            paramLabel = "ID",
            defaultValue = "tip-im-paper",
            description = "an entry of defenses/ (default: ${DEFAULT-VALUE})")
    private String defense;

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "N",
            defaultValue = "1,4",
            description = "batch sizes to try (default: ${DEFAULT-VALUE})")
    private List<Integer> batches;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "4",
            description = "distinct photos in each measurement (default: ${DEFAULT-VALUE})")
    private int photos;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "as for visor run")
    private List<String> sets = List.of();

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        if (photos < 1 || batches.stream().anyMatch(batch -> batch < 1)) {
            throw new InputError("--photos and --batch must be at least 1");
        }
        List<String> all = new ArrayList<>(sets);
        all.add("surrogates=[" + recognizer + "]");
        all.add("assets=folder");
        ResolvedSuite suite = machine.catalog()
                .suite(Quickstart.SUITE, new Overrides(all, List.of(defense), List.of(), List.of(recognizer)));
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            List<ThroughputBench.Rate> rates = CompositionRoot.throughputBench(machine.assets(suite), progress)
                    .measure(new ThroughputBench.Request(suite, batches, photos, machine.device()), progress);
            Table table = new Table(
                    List.of("measure", "batch", "per second"),
                    rates.stream().map(Bench::row).toList());
            spec.commandLine().getOut().print(table.text());
            spec.commandLine().getOut().flush();
        }
    }

    private static List<String> row(ThroughputBench.Rate rate) {
        return List.of(
                rate.what(), Integer.toString(rate.batch()), String.format(Locale.ROOT, "%.3f", rate.perSecond()));
    }
}
