package dev.visor.cli.gallery;

import dev.visor.catalog.Table;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.core.file.NpyRows;
import dev.visor.harness.gallery.BlockSearch;
import dev.visor.harness.gallery.FileSearch;
import dev.visor.harness.gallery.GalleryStudy;
import dev.visor.harness.gallery.GalleryStudy.Searched;
import dev.visor.harness.gallery.Identification;
import dev.visor.harness.gallery.SearchTables;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.report.GallerySizeChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks probes up in galleries of any size. */
@Command(
        name = "identify",
        mixinStandardHelpOptions = true,
        description = {
            "Looks probes up in a gallery of any size, exactly, and writes tables: candidates, hits by rank (CMC),",
            "misses and false alarms by threshold (open set).",
            "Of a suite: its clean probes among real photos of its data set, for each of --sizes. Of files (--gallery,"
                    + " --probes): embeddings that you bring."
        })
public final class Identify implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", arity = "0..1", description = "an id of suites/, or the path of a file")
    private String suite;

    @Option(names = "--recognizer", paramLabel = "ID", description = "one of the suite's models (default: its first)")
    private String recognizer;

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "1000,2000,5000,13000",
            description = "photos of each gallery (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes;

    @Option(names = "--gallery", paramLabel = "FILE.npy", description = "embeddings, float32, a row each")
    private Path gallery;

    @Option(names = "--probes", paramLabel = "FILE.npy", description = "likewise, of one recognizer with the gallery")
    private Path probes;

    @Option(
            names = "--gallery-names",
            paramLabel = "FILE.csv",
            description = "columns photo,subject: a line for each row of --gallery")
    private Path galleryNames;

    @Option(names = "--probe-names", paramLabel = "FILE.csv", description = "likewise, of --probes")
    private Path probeNames;

    @Option(
            names = "--candidates",
            paramLabel = "K",
            defaultValue = "100",
            description = "of each search (default: ${DEFAULT-VALUE})")
    private int candidates;

    @Option(
            names = "--block",
            paramLabel = "N",
            defaultValue = "" + BlockSearch.BLOCK,
            description = "of files: rows of the gallery that are compared at once; changes speed and memory, never the"
                    + " result (default: ${DEFAULT-VALUE})")
    private int block;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "folder of the tables")
    private Path out;

    @Mixin
    private SuiteOptions suiteOptions;

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        if (candidates < 1) {
            throw new InputError("--candidates must be at least 1, got " + candidates);
        }
        if (block < 1) {
            throw new InputError("--block must be at least 1, got " + block);
        }
        boolean files = gallery != null || probes != null;
        if (files == (suite != null) || files && (gallery == null || probes == null)) {
            throw new InputError(
                    "visor identify looks up the probes of a suite, or those of a file: give SUITE, or both"
                            + " --gallery and --probes");
        }
        if ((galleryNames == null) != (probeNames == null)) {
            throw new InputError("--gallery-names and --probe-names go together: who is whom shows in both");
        }
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            List<Searched> searched = files ? ofFiles(progress) : ofSuite(progress);
            print(searched, spec.commandLine().getOut());
        }
    }

    private List<Searched> ofFiles(TerminalProgress progress) {
        try (NpyRows enrolled = NpyRows.open(gallery);
                NpyRows asked = NpyRows.open(probes)) {
            return FileSearch.search(
                            new FileSearch.Request(
                                    enrolled,
                                    gallery.toString(),
                                    asked,
                                    probes.toString(),
                                    Optional.ofNullable(galleryNames),
                                    Optional.ofNullable(probeNames),
                                    candidates,
                                    block,
                                    machine.device(),
                                    out),
                            progress)
                    .stream()
                    .toList();
        }
    }

    private List<Searched> ofSuite(TerminalProgress progress) {
        ResolvedSuite resolved = machine.catalog().suite(suite, suiteOptions.overrides());
        String model = recognizer == null ? resolved.suite().models().get(0) : recognizer;
        if (!resolved.suite().models().contains(model)) {
            throw new InputError("--recognizer %s: suite %s has no such model; expected one of %s"
                    .formatted(
                            model,
                            resolved.id(),
                            String.join(", ", resolved.suite().models())));
        }
        List<Searched> searched = CompositionRoot.galleryStudy(machine.assets(resolved), progress)
                .search(new GalleryStudy.Request(resolved, model, sizes, candidates, machine.device(), Home.cache()));
        SearchTables.cmc(out.resolve("cmc.csv"), searched);
        SearchTables.openSet(out.resolve("open-set.csv"), searched);
        GallerySizeChart.write(
                model,
                searched.stream()
                        .map(one -> new GallerySizeChart.Point(
                                one.photos(),
                                one.counts().within(1),
                                one.counts().mated()))
                        .toList(),
                out);
        return searched;
    }

    private static void print(List<Searched> searched, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        for (Searched one : searched) {
            Identification counts = one.counts();
            rows.add(List.of(
                    Integer.toString(one.photos()),
                    Integer.toString(one.people()),
                    Integer.toString(counts.mated()),
                    SearchTables.percent(counts.within(1), counts.mated()),
                    SearchTables.percent(counts.within(Math.min(10, counts.hits().length)), counts.mated()),
                    Integer.toString(counts.nonMated())));
        }
        if (!rows.isEmpty()) {
            out.print(new Table(
                            List.of(
                                    "photos",
                                    "people",
                                    "probes with a mate",
                                    "rank 1 %",
                                    "rank 10 %",
                                    "probes without"),
                            rows)
                    .text());
        }
        out.flush();
    }
}
