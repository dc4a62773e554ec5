package dev.visor.cli.options;

import dev.visor.catalog.Table;
import dev.visor.catalog.exchange.ImageMetricReader;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ImageMetric;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunLimits;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.service.CallEstimate;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a run of any suite. */
public final class RunOptions {

    /** More than any machine has: whoever writes it means bytes. */
    private static final double MOST_GIB = 1 << 20;

    @Mixin
    private MachineOptions machine;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the run's own folder; an interrupted run there goes on (default: a new one in results/)")
    private Path out;

    @Option(names = "--fresh", description = "start over what is in the run's folder")
    private boolean fresh;

    @Option(
            names = "--no-store",
            description =
                    "compute everything anew: read nothing that earlier runs kept in VISOR_CACHE, keep nothing for"
                            + " later ones (an interrupted run then starts over)")
    private boolean withoutStore;

    @Option(
            names = "--photos",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "keep a few originals and protected photos for the report (default: yes)")
    private boolean photos;

    @Option(
            names = "--time-limit",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "for each batch of a defense; a longer one ends the run (default: ${DEFAULT-VALUE})")
    private int timeLimit;

    @Option(
            names = "--memory",
            paramLabel = "GIB",
            description =
                    "for the whole process: fewer batches, trainings and attacks run side by side if they would hold"
                            + " more; told where one alone does (default: no limit)")
    private Double memory;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "only the I-th of N slices of the plan; visor merge makes one run of them")
    private String shard = Shard.WHOLE.word();

    @Option(
            names = "--image-metric",
            paramLabel = "CARD",
            description = "a metric of image quality whose network lies in a file, such as LPIPS; give it once for each"
                    + " (docs/recognizers.md)")
    private List<Path> imageMetrics = new ArrayList<>();

    @Mixin
    private ThirdPartyOptions serviceOptions;

    @Option(names = "--dry-run", description = "check everything, print the cells, run nothing")
    private boolean dryRun;

    public MachineOptions machine() {
        return machine;
    }

    public boolean dryRun() {
        return dryRun;
    }

    public boolean photos() {
        return photos;
    }

    /** The slice of the plan that was asked for; the whole plan otherwise. */
    public Shard shard() {
        return Shard.of(shard);
    }

    /** Runs the suite, and tells where its record is. */
    public Path run(Experiment resolved, Progress progress) {
        RunRequest request = new RunRequest(
                resolved,
                Home.path(),
                Home.cache(),
                Path.of("results").toAbsolutePath(),
                Optional.ofNullable(out).map(path -> path.toAbsolutePath().normalize()),
                machine.device(),
                fresh,
                photos,
                shard(),
                limits(),
                serviceOptions.serviceOptions(),
                !withoutStore,
                imageMetrics(resolved));
        return CompositionRoot.suiteRunner(machine.assets(resolved), progress).run(request);
    }

    private RunLimits limits() {
        if (timeLimit < 1) {
            throw new InputError("--time-limit must be at least 1 minute, got " + timeLimit);
        }
        if (memory != null && !(memory > 0 && memory < MOST_GIB)) {
            throw new InputError("--memory must be a number of GiB above 0, such as 6 or 2.5, got " + memory);
        }
        return new RunLimits(
                Duration.ofMinutes(timeLimit), Optional.ofNullable(memory).map(gib -> Math.round(gib * (1L << 30))));
    }

    private List<ImageMetric> imageMetrics(Experiment suite) {
        if (!imageMetrics.isEmpty() && !(suite instanceof ResolvedSuite)) {
            throw new InputError("--image-metric is for suites that recognize, and %s inverts".formatted(suite.id()));
        }
        return ImageMetricReader.read(imageMetrics);
    }

    /** The cells to stdout. */
    public static void print(Experiment suite, Shard shard, PrintWriter stdout) {
        Table cells = new Table(
                List.of(
                        "defense",
                        "surrogates",
                        "defense_access",
                        "attack",
                        "attacker_access",
                        "model",
                        "judge",
                        "dataset",
                        "seed",
                        "alignment"),
                shard.cells(suite).stream()
                        .map(cell -> List.of(
                                cell.defense(),
                                cell.surrogatesWord(),
                                cell.defenseAccess().word(),
                                cell.attack(),
                                cell.attackerAccess().word(),
                                cell.model(),
                                cell.judge(),
                                cell.dataset(),
                                Long.toString(cell.seed()),
                                cell.alignment().word()))
                        .toList());
        stdout.print(cells.text());
        stdout.flush();
    }

    /** The calls that third-party services would be sent at most, and what that would cost; nothing where none is. */
    public void printCalls(Experiment experiment, PrintWriter stdout) {
        if (!(experiment instanceof ResolvedSuite suite) || suite.services().isEmpty()) {
            return;
        }
        stdout.println();
        if (suite.needsAssets() && machine.assets().isEmpty()) {
            stdout.println("calls and costs: give --assets DIR or set VISOR_ASSETS, as they follow from the photos");
            stdout.flush();
            return;
        }
        List<CallEstimate> estimates = CallEstimate.of(suite, CompositionRoot.testBed(machine.assets(suite)));
        Table calls = new Table(
                List.of("service", "calls at most", "dollars", "minutes at its rate", "its caps"),
                estimates.stream()
                        .map(e -> List.of(
                                e.service(),
                                Long.toString(e.calls()),
                                String.format(Locale.ROOT, "%.2f", e.dollars()),
                                String.format(Locale.ROOT, "%.1f", e.seconds() / 60),
                                String.format(Locale.ROOT, "%d calls, %.2f dollars", e.maxCalls(), e.maxDollars())))
                        .toList());
        stdout.print(calls.text());
        stdout.flush();
    }
}
