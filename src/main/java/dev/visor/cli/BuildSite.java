package dev.visor.cli;

import dev.visor.audit.claims.ClaimJudge;
import dev.visor.cli.options.CatalogOptions;
import dev.visor.core.InputError;
import dev.visor.core.expectation.Claim;
import dev.visor.core.file.IoReason;
import dev.visor.report.site.JudgedClaim;
import dev.visor.report.site.JudgedClaim.Verdict;
import dev.visor.report.site.Site;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a site of all records; runs nothing. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description =
                "Builds a site of runs: leaderboards, pages of entries, runs and claims, rates over time; prints the path"
                        + " of its first page.")
final class BuildSite implements Runnable {

    private static final Path RESULTS = Path.of("results");
    private static final Path CLAIMS = Path.of("results/claims");
    private static final Path REPORTS = Path.of("reports");

    /** A record of results lies in it, or in a folder of it. */
    private static final int DEPTH = 2;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            description = "folders of runs (default: all in results/ and its folders)")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the site's folder, new, empty or of an earlier site (default: reports/board)")
    private Path out = Path.of("reports/board");

    @Option(
            names = "--claims",
            paramLabel = "DIR",
            description = "claims to hold against the runs (default: results/claims, where it is)")
    private Path claims;

    @Option(
            names = "--reports",
            paramLabel = "DIR",
            description =
                    "a folder of reports under the names of runs, to link to; give it once for each (default: reports/ and its folders)")
    private List<Path> reports = new ArrayList<>();

    @Mixin
    private CatalogOptions catalogs;

    @Override
    public void run() {
        List<Path> folders = runs.isEmpty() ? found() : runs;
        List<RunRecord> records = folders.stream().map(RunRecord::open).toList();
        List<Claim> said = claims != null || Files.isDirectory(CLAIMS)
                ? catalogs.catalog().claims(claims == null ? CLAIMS : claims)
                : List.of();
        Path page = UntrustedRecords.made(
                folders,
                () -> Site.write(
                        records,
                        judged(said, records),
                        reports.isEmpty() ? below(REPORTS) : reports,
                        out.toAbsolutePath()));
        spec.commandLine().getOut().println(page);
        spec.commandLine().getOut().flush();
    }

    private static List<Path> found() {
        if (!Files.isDirectory(RESULTS)) {
            throw new InputError(
                    "there is no results/ here: name the folders of runs, or start from the folder that has it");
        }
        List<Path> found = new ArrayList<>(folders(RESULTS).stream()
                .filter(folder -> new RunRecord(folder).exists())
                .toList());
        if (found.isEmpty()) {
            throw new InputError("results/ holds no run yet: make one with visor run, or name the folders of runs");
        }
        return found;
    }

    /** Returns a folder and those in it. */
    private static List<Path> below(Path folder) {
        List<Path> all = new ArrayList<>(List.of(folder));
        if (Files.isDirectory(folder)) {
            all.addAll(children(folder));
        }
        return all;
    }

    private static List<Path> folders(Path folder) {
        List<Path> all = new ArrayList<>();
        List<Path> level = List.of(folder);
        for (int depth = 0; depth < DEPTH; depth++) {
            level = level.stream().flatMap(one -> children(one).stream()).toList();
            all.addAll(level);
        }
        return all;
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new InputError("%s cannot be listed (%s)".formatted(folder, IoReason.of(e)), e);
        }
    }

    /** Holds every claim against every completed run. */
    private static List<JudgedClaim> judged(List<Claim> claims, List<RunRecord> records) {
        Map<Claim, List<Verdict>> verdicts = new LinkedHashMap<>();
        claims.forEach(claim -> verdicts.put(claim, new ArrayList<>()));
        for (RunRecord record : records) {
            ClaimJudge.all(record, claims)
                    .forEach(judged -> verdicts.get(judged.claim())
                            .add(new Verdict(
                                    record.directory(),
                                    "alignment %s, countermeasure %s"
                                            .formatted(judged.alignment().word(), judged.countermeasure()),
                                    judged.decision().word(),
                                    judged.because(),
                                    judged.measured())));
        }
        List<JudgedClaim> all = new ArrayList<>();
        verdicts.forEach((claim, own) -> all.add(new JudgedClaim(claim, own)));
        return all;
    }
}
