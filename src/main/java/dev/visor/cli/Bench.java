package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.run.Machine;
import dev.visor.harness.run.ThroughputBench;
import dev.visor.result.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures throughput. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures photos embedded, protected and learned from per second, and photos decoded, detected and aligned, warm-up"
                        + " excluded.")
final class Bench implements Runnable {

    private static final double LEAST_SECONDS = 1;

    /** A form in which rates are written. The words are those of the option. */
    enum Format {
        text,
        json
    }

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

    @Option(
            names = "--measure",
            split = ",",
            paramLabel = "WORK",
            defaultValue = "embed,protect",
            description = "some of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Set<ThroughputBench.Measure> measures;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format;

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
                    .measure(
                            new ThroughputBench.Request(
                                    suite, measures, batches, photos, machine.device(), LEAST_SECONDS),
                            progress);
            spec.commandLine().getOut().print(format == Format.json ? json(rates) : table(rates));
            spec.commandLine().getOut().flush();
        }
    }

    private String json(List<ThroughputBench.Rate> rates) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recognizer", recognizer);
        json.put("defense", defense);
        json.put("machine", Machine.facts(machine.device()));
        json.put("rates", rates.stream().map(Bench::map).toList());
        return JsonText.of(json);
    }

    private static Map<String, Object> map(ThroughputBench.Rate rate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("measure", rate.what());
        json.put("batch", rate.batch());
        json.put("per_second", rate.perSecond());
        return json;
    }

    private static String table(List<ThroughputBench.Rate> rates) {
        return new Table(
                        List.of("measure", "batch", "per second"),
                        rates.stream().map(Bench::row).toList())
                .text();
    }

    private static List<String> row(ThroughputBench.Rate rate) {
        return List.of(
                rate.what(), Integer.toString(rate.batch()), String.format(Locale.ROOT, "%.3f", rate.perSecond()));
    }
}
