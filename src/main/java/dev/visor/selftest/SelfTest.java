package dev.visor.selftest;

import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.RunLimits;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunRecord;
import dev.visor.selftest.SeededCase.Verdict;
import dev.visor.selftest.seeded.Hanging;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs seeded defenses through the pipeline that suites run through, and compares what it says of them with what is known.
 *
 * <p>A pipeline that never failed a seeded case could be one that never looks: so each of its guards can be taken away, and then some
 * seeded case must slip through.
 */
public final class SelfTest {

    /** A seeded case that hangs is given this long, any other as long as it takes. */
    private static final RunLimits SHORT = new RunLimits(Duration.ofSeconds(1), Optional.empty());

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Path folder;
    private final String device;
    private final Clock clock;
    private final Duration patience;

    /**
     * Prepares to run.
     *
     * @param folder for records and stores, of no other use
     * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N}
     */
    public SelfTest(Path folder, String device, Clock clock) {
        this(folder, device, clock, PATIENCE);
    }

    /** @param patience with a seeded case that hangs, until its run counts as unfinished */
    SelfTest(Path folder, String device, Clock clock, Duration patience) {
        this.folder = folder;
        this.device = device;
        this.clock = clock;
        this.patience = patience;
    }

    /** All seeded cases of a test bed. */
    public static List<SeededCase> seededCases(SelfTestBed bed) {
        if (bed.masked().isEmpty()) {
            return new SeededDefenses(bed).anywhere();
        }
        List<SeededCase> all = new ArrayList<>(new SeededDefenses(bed).all());
        all.addAll(Violations.all());
        return all;
    }

    /**
     * Tries seeded cases, one after the other.
     *
     * @param without the guard to take away, if any
     * @param heard of every finding at once
     */
    public List<CaseResult> run(
            SelfTestBed bed, List<SeededCase> seededCases, Optional<Guard> without, Consumer<CaseResult> heard) {
        List<CaseResult> findings = new ArrayList<>();
        Guards guards = without.map(Guards::without).orElse(Guards.ALL);
        Path place = folder.resolve(
                bed.name() + without.map(guard -> "-without-" + guard.word()).orElse(""));
        for (SeededCase seededCase : seededCases) {
            Verdict verdict = seededCase.judge().of(see(seededCase, bed, without));
            CaseResult finding = new CaseResult(
                    bed.name(), seededCase.id(), seededCase.behavior(), verdict.seen(), verdict.caught());
            heard.accept(finding);
            findings.add(finding);
        }
        return List.copyOf(findings);
    }

    /** Returns what the pipeline makes of a seeded case. */
    RunOutcome see(SeededCase seededCase, SelfTestBed bed, Optional<Guard> without) {
        Guards guards = without.map(Guards::without).orElse(Guards.ALL);
        Path place = folder.resolve(
                bed.name() + without.map(guard -> "-without-" + guard.word()).orElse(""));
        boolean hangs = seededCase.defense() instanceof Hanging;
        RunRecord record = new RunRecord(place.resolve(seededCase.id()));
        RunRequest request = new RunRequest(
                seededCase.suite(bed, guards),
                folder,
                place.resolve("cache"),
                place,
                Optional.of(record.directory()),
                device,
                true,
                false,
                Shard.WHOLE,
                hangs ? SHORT : RunLimits.USUAL,
                ServiceOptions.NOTHING,
                true);
        FutureTask<Path> run =
                new FutureTask<>(() -> new SuiteRunner(bed.testBed(), Progress.SILENT, clock).run(request));
        Thread thread = new Thread(run, "plant");
        thread.setDaemon(true);
        thread.start();
        try {
            await(run, hangs ? patience : FOREVER);
            return new RunOutcome.Completed(record.info(), record.metrics(), record.photos(), record.trials());
        } catch (TimeoutException e) {
            letGo(seededCase, run);
            return new RunOutcome.Unfinished();
        } catch (ExecutionException e) {
            if (!record.exists()) {
                throw new IllegalStateException("plant " + seededCase.id() + " could not be tried", e.getCause());
            }
            return new RunOutcome.Failed(e.getCause(), record.info());
        } finally {
            if (seededCase.defense() instanceof Hanging hanging) {
                hanging.letGo();
            }
        }
    }

    /** Lets a case go, so that nothing goes on in folders that are about to be deleted. */
    private static void letGo(SeededCase seededCase, FutureTask<Path> run) {
        ((Hanging) seededCase.defense()).letGo();
        try {
            await(run, FOREVER);
        } catch (TimeoutException | ExecutionException e) {
            // What became of it no longer matters.
            return;
        }
    }

    private static void await(FutureTask<Path> run, Duration patience) throws TimeoutException, ExecutionException {
        try {
            run.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a seeded case was tried", e);
        }
    }
}
