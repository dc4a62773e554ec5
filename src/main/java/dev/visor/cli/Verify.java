package dev.visor.cli;

import dev.visor.audit.claims.ClaimJudge;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.catalog.Overrides;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.InputError;
import dev.visor.core.Trust;
import dev.visor.core.expectation.Claim;
import dev.visor.core.text.Printable;
import dev.visor.harness.Rescored;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.run.Rescore;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks records without a model. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Recomputes every number of a run from its record, without a model; exit code 3 if any differs.")
final class Verify implements Callable<Integer> {

    private static final int MISMATCH = 3;
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "folders of runs")
    private List<Path> runs;

    @Option(
            names = "--claims",
            arity = "0..1",
            paramLabel = "DIR",
            fallbackValue = "results/claims",
            description = "also hold the claims of a folder against the runs (default: ${FALLBACK-VALUE})")
    private Path claims;

    @Option(
            names = "--rescore",
            paramLabel = "K",
            defaultValue = "0",
            description = "also run so many random trials again, with the models, and compare")
    private int rescore;

    @Option(
            names = "--rescore-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "chooses those trials (default: ${DEFAULT-VALUE})")
    private long rescoreSeed;

    @Mixin
    private MachineOptions machine;

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        List<Claim> said = claims == null ? List.of() : machine.catalog().claims(claims);
        if (rescore < 0) {
            throw new InputError("--rescore must not be negative, got " + rescore);
        }
        boolean passed = true;
        for (Path run : runs) {
            RunRecord record = new RunRecord(run);
            if (!record.exists()) {
                throw new InputError(run + " is no run: it holds no run.json");
            }
            long start = System.nanoTime();
            Audit audit = UntrustedRecords.made(List.of(run), () -> Verification.of(record));
            print(run, audit, (System.nanoTime() - start) / NANOS, stdout);
            passed &= audit.passed();
            if (audit.passed()) {
                passed &= rescore == 0 || rescored(record, stdout);
                judge(said, record, stdout);
            } else if (rescore > 0 || !said.isEmpty()) {
                stdout.println(run
                        + ": nothing is rescored and no claim judged, because the record does not follow from itself");
            }
        }
        stdout.flush();
        return passed ? 0 : MISMATCH;
    }

    /** Whether the trials that were run again agree. */
    private boolean rescored(RunRecord record, PrintWriter stdout) {
        RunInfo.Suite run = record.info().suite();
        List<String> overrides = run.settings().overrides();
        if (run.id().endsWith(".yaml")) {
            throw new InputError("run.json of %s names the suite \"%s\", expected a suite of the project, not a file"
                    .formatted(record.directory(), run.id()));
        }
        requireMadeHere(record);
        Experiment suite = again(record, run.id(), overrides);
        List<Rescored> again;
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            again = CompositionRoot.rescore(machine.assets(suite), progress)
                    .of(new Rescore.Request(suite, record, Home.cache(), rescore, rescoreSeed, machine.device()));
        }
        List<Rescored> other = again.stream().filter(one -> !one.agrees()).toList();
        other.forEach(one -> stdout.println(Printable.line("trials.csv: " + one.words())));
        stdout.printf(
                Locale.ROOT,
                "rescored: %d of %d trials agree within %s%n",
                again.size() - other.size(),
                again.size(),
                Rescored.TOLERANCE);
        return other.isEmpty();
    }

    /** Images that were supplied are in no catalog: nobody can have them made again. */
    private static void requireMadeHere(RunRecord record) {
        record.info().defenses().stream()
                .filter(entry -> entry.trust() == Trust.SUPPLIED)
                .findFirst()
                .ifPresent(entry -> {
                    throw new InputError(
                            "%s: the images of %s were supplied, so no trial can be run again from the catalog; score the job and its result again, and compare the two records"
                                    .formatted(record.directory(), entry.id()));
                });
    }

    private Experiment again(RunRecord record, String suite, List<String> overrides) {
        try {
            return machine.catalog().experiment(suite, Overrides.read(overrides));
        } catch (InputError e) {
            List<String> sentences = new ArrayList<>(e.getMessage().lines().toList());
            sentences.add(
                    "%s: it names what is not in the catalog here; if it was run with --catalog DIR, verify it with the same"
                            .formatted(record.directory()));
            throw InputError.of(sentences);
        }
    }

    private static void judge(List<Claim> claims, RunRecord record, PrintWriter stdout) {
        if (claims.isEmpty()) {
            return;
        }
        ClaimJudge judge = new ClaimJudge(record);
        claims.stream()
                .flatMap(claim -> judge.of(claim).stream())
                .forEach(judged -> stdout.printf(
                        "%s, alignment %s, countermeasure %s: %s (%s)%n",
                        judged.claim().id(),
                        judged.alignment().word(),
                        judged.countermeasure(),
                        judged.decision().word(),
                        Printable.line(judged.because())));
    }

    private static void print(Path run, Audit audit, double seconds, PrintWriter stdout) {
        audit.mismatches().stream().map(Mismatch::toString).forEach(stdout::println);
        audit.remarks().forEach(remark -> stdout.println("not checked: " + remark));
        audit.recomputed().forEach((what, count) -> stdout.printf(Locale.ROOT, "recomputed: %,d %s%n", count, what));
        stdout.printf(
                Locale.ROOT,
                "%s: %s, %.1f s%n",
                run,
                audit.passed()
                        ? "verified"
                        : String.format(
                                Locale.ROOT,
                                "%,d mismatches",
                                audit.mismatches().size()),
                seconds);
    }
}
