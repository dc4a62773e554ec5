package dev.visor.cli;

import dev.visor.audit.claims.ClaimJudge;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Claim;
import dev.visor.core.InputError;
import dev.visor.result.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() {
        PrintWriter stdout = spec.commandLine().getOut();
        List<Claim> said = claims == null ? List.of() : Home.catalog().claims(claims);
        boolean passed = true;
        for (Path run : runs) {
            RunRecord record = new RunRecord(run);
            if (!record.exists()) {
                throw new InputError(run + " is no run: it holds no run.json");
            }
            long start = System.nanoTime();
            Audit audit = Verification.of(record);
            print(run, audit, (System.nanoTime() - start) / NANOS, stdout);
            passed &= audit.passed();
            if (!said.isEmpty() && audit.passed()) {
                judge(said, record, stdout);
            } else if (!said.isEmpty()) {
                stdout.println(run + ": claims are not judged, because the record does not follow from itself");
            }
        }
        stdout.flush();
        return passed ? 0 : MISMATCH;
    }

    private static void judge(List<Claim> claims, RunRecord record, PrintWriter stdout) {
        ClaimJudge judge = new ClaimJudge(record);
        claims.stream()
                .flatMap(claim -> judge.of(claim).stream())
                .forEach(judged -> stdout.printf(
                        "%s, alignment %s, rung %s: %s (%s)%n",
                        judged.claim().id(),
                        judged.alignment().word(),
                        judged.rung(),
                        judged.decision().word(),
                        judged.because()));
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
                        : "%,d mismatches".formatted(audit.mismatches().size()),
                seconds);
    }
}
