package dev.visor.cli;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.harness.ensemble.Prediction;
import dev.visor.harness.ensemble.TeamScore;
import dev.visor.harness.ensemble.TeamStudy;
import dev.visor.harness.ensemble.TeamStudy.Scores;
import dev.visor.harness.ensemble.TeamTable;
import dev.visor.harness.ensemble.TransferQuestion;
import dev.visor.harness.ensemble.TransferQuestion.HeldOut;
import dev.visor.harness.ensemble.Transfers;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.result.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how differently the members of each team of surrogates fail, and whether that predicts how well the team protects. */
@Command(
        name = "ensemble",
        mixinStandardHelpOptions = true,
        description =
                "Scores every team of a pool of recognizers by focal diversity, and says whether that predicts how well"
                        + " the teams of the given records protect against other recognizers.")
final class Ensemble implements Runnable {

    private static final String NONE = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SUITE",
            description = "an id of suites/, or a file: its probes are looked up in its gallery")
    private String suite;

    @Option(
            names = "--pool",
            paramLabel = "ID",
            split = ",",
            required = true,
            description = "recognizers of which teams are made")
    private List<String> pool;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "2",
            description = "members of a team: 2 or 3 (default: ${DEFAULT-VALUE})")
    private int size;

    @Option(
            names = "--shrink",
            paramLabel = "FACTOR",
            defaultValue = "4",
            description = "make the probes hard: resize faces to 1/FACTOR of their side and back (default:"
                    + " ${DEFAULT-VALUE})")
    private double shrink;

    @Option(
            names = "--run",
            paramLabel = "RECORD",
            description = "folder of a run that measured teams; several are read together")
    private List<Path> runs = List.of();

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            defaultValue = "recall",
            description = "the metric of the records that says how well a team protects (default: ${DEFAULT-VALUE})")
    private String metric;

    @Option(names = "--defense", paramLabel = "ID", description = "the defense, if the records hold several")
    private String defense;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description = "of the records' numbers, those alone; without it, protected probes in a clean gallery, and"
                    + " whole photos, where there are such")
    private List<String> where = List.of();

    @Option(
            names = "--held-out",
            paramLabel = "OF",
            defaultValue = "team",
            description = "models outside the team, or those outside the pool: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE})")
    private HeldOut heldOut;

    @Option(names = "--csv", paramLabel = "FILE", description = "write the teams there, too")
    private Path csv;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "as for visor run")
    private List<String> sets = List.of();

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        check();
        TransferQuestion question = TransferQuestion.of(metric, Optional.ofNullable(defense), where, heldOut);
        List<RunRecord> records = UntrustedRecords.made(
                runs, () -> runs.stream().map(RunRecord::open).toList());
        Catalog catalog = machine.catalog();
        requireKnown(catalog.recognizers());
        ResolvedSuite resolved = catalog.suite(suite, new Overrides(sets, List.of(), List.of(), pool));
        TeamStudy.Request request = new TeamStudy.Request(resolved, size, shrink, machine.device(), Home.cache());
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            Scores scores = CompositionRoot.teamStudy(machine.assets(resolved), progress)
                    .measure(request);
            Optional<Transfers> transfers =
                    UntrustedRecords.made(runs, () -> Transfers.of(records, question, scores.teams(), pool));
            if (csv != null) {
                TeamTable.write(csv, scores, shrink, question, transfers);
            }
            print(
                    scores,
                    transfers,
                    new Seed(resolved.seeds().get(0)),
                    spec.commandLine().getOut());
        }
    }

    private void check() {
        if (new HashSet<>(pool).size() < pool.size()) {
            throw new InputError("--pool must name each recognizer once, got " + String.join(",", pool));
        }
        if (size < 2 || size > 3) {
            throw new InputError("--size must be 2 or 3, got " + size);
        }
    }

    private void requireKnown(Set<String> recognizers) {
        pool.stream().filter(id -> !recognizers.contains(id)).findFirst().ifPresent(id -> {
            throw new InputError("--pool: " + NearestWord.unknown("recognizer", id, recognizers));
        });
    }

    private void print(Scores scores, Optional<Transfers> transfers, Seed seed, PrintWriter out) {
        out.print(pool(scores).text());
        out.printf(
                Locale.ROOT,
                "%d probes, each shrunk by %s, among %d photos%s%n%n",
                scores.queries(),
                shrink == Math.rint(shrink) ? Long.toString((long) shrink) : Double.toString(shrink),
                scores.gallery(),
                scores.leftOut() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "; %d more left out, without a face or another photo", scores.leftOut()));
        out.print(teams(scores, transfers).text());
        out.println();
        transfers.ifPresentOrElse(
                measured -> {
                    Prediction diversity = Prediction.byFocalDiversity(scores.teams(), measured, seed);
                    Prediction performance = Prediction.byPerformance(scores.teams(), measured, seed);
                    out.printf(
                            "protection is %s of %s by recognizers outside the %s, %s is better%n",
                            metric,
                            measured.defense(),
                            heldOut,
                            measured.better().word());
                    out.println(diversity.line());
                    out.println(performance.line());
                    out.println("verdict: " + diversity.verdict() + ";");
                    out.println("         " + performance.verdict());
                },
                () -> out.println("verdict: nothing was measured; give records with --run"));
        out.flush();
    }

    private static Table pool(Scores scores) {
        return new Table(
                List.of("recognizer", "fails", "recall"),
                scores.pool().stream()
                        .map(one ->
                                List.of(one.recognizer(), Integer.toString(one.failures()), decimal(one.meanRecall())))
                        .toList());
    }

    private Table teams(Scores scores, Optional<Transfers> transfers) {
        List<String> header = new ArrayList<>(List.of("team", "focal diversity", "soft", "performance"));
        transfers.ifPresent(measured -> header.addAll(List.of(metric + " outside", "models", "n")));
        return new Table(
                header,
                scores.teams().stream().map(team -> row(team, transfers)).toList());
    }

    private static List<String> row(TeamScore team, Optional<Transfers> transfers) {
        List<String> row = new ArrayList<>(List.of(
                team.word(),
                decimal(team.focalDiversity()),
                decimal(team.softDiversity()),
                decimal(team.performance())));
        transfers.ifPresent(measured -> row.addAll(measured.of(team)
                .map(one -> List.of(
                        decimal(one.mean()), Integer.toString(one.models().size()), Long.toString(one.n())))
                .orElse(List.of(NONE, NONE, NONE))));
        return row;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
