package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.ProtocolBuilder;
import dev.visor.recognizer.FaceDetector;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs a suite from its plan to its record, and leaves a record whatever happens. */
public final class SuiteRunner {

    private final TestBed testBed;
    private final Progress progress;
    private final Clock clock;

    public SuiteRunner(TestBed testBed, Progress progress, Clock clock) {
        this.testBed = testBed;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Runs a suite, or goes on with it, or finds it completed.
     *
     * @return the folder of the record, completed
     * @throws InputError if something that the suite needs is missing or not what it claims to be
     */
    public Path run(RunRequest request) {
        Instant started = clock.instant();
        String commit = Provenance.commit(request.home());
        Path folder = request.out()
                .orElseGet(() -> request.results()
                        .resolve(request.shard()
                                .name(RunRecord.name(
                                        started, request.suite().suite().id(), commit))));
        requireWritable("--out", folder);
        requireWritable("VISOR_CACHE", request.cache());
        RunRecord record = new RunRecord(folder);
        if (record.exists() && !request.fresh()) {
            RunInfo earlier = record.info();
            refuseOtherSuite(request, folder, earlier);
            if (earlier.status() == Status.COMPLETED) {
                progress.say("%s is completed already; --fresh runs it anew".formatted(folder));
                return folder;
            }
            progress.say("%s was %s; going on where it stopped"
                    .formatted(folder, earlier.status().word()));
        }
        try (Compute compute = Compute.open(request.device())) {
            run(request, record, compute, started, commit);
        }
        return folder;
    }

    /** Fails at once, not at the end of an hour; nothing is made yet. */
    private static void requireWritable(String name, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new InputError("%s %s: %s is no folder; name another".formatted(name, folder, there));
        }
        if (!Files.isWritable(there)) {
            throw new InputError("%s %s: %s cannot be written to; name another".formatted(name, folder, there));
        }
    }

    private static void refuseOtherSuite(RunRequest request, Path folder, RunInfo earlier) {
        if (!earlier.suite().digest().equals(request.suite().digest().hex())) {
            throw new InputError(
                    "%s holds a run of other settings of suite %s; name another --out, or --fresh to replace it"
                            .formatted(folder, earlier.suite().id()));
        }
        Shard shard = Shard.of(earlier);
        if (!shard.equals(request.shard())) {
            throw new InputError("%s holds shard %s, not %s; name another --out, or --fresh to replace it"
                    .formatted(folder, shard.word(), request.shard().word()));
        }
    }

    private void run(RunRequest request, RunRecord record, Compute compute, Instant started, String commit) {
        ResolvedSuite suite = request.suite();
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = protocol(suite.suite(), data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute)) {
            RunInfo info = request.shard()
                    .mark(Description.of(
                            suite,
                            data,
                            protocol,
                            detector,
                            compute,
                            started,
                            commit,
                            Provenance.dirty(request.home())));
            record.write(info);
            Thread hook = new Thread(() -> record.write(interrupted(info)));
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                RunInfo done =
                        new SuiteRun(request, record, zoo, protocol, detector, compute, progress).run(info, clock);
                Runtime.getRuntime().removeShutdownHook(hook);
                record.write(done);
            } catch (RuntimeException | Error e) {
                unhook(hook);
                record.write(
                        info.ended(Status.FAILED, clock.instant(), List.of(), Counts.NONE, List.of(), info.warnings()));
                throw e;
            }
        } finally {
            detector.ifPresent(FaceDetector::close);
        }
    }

    private RunInfo interrupted(RunInfo info) {
        return info.ended(Status.INTERRUPTED, clock.instant(), List.of(), Counts.NONE, List.of(), info.warnings());
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Already going down: the hook has said so in the record.
            return;
        }
    }

    /** Who plays which role in a suite. */
    static Protocol protocol(Suite suite, DataSet data) {
        Suite.Protocol sizes = suite.protocol();
        return ProtocolBuilder.build(
                data,
                new Seed(suite.seeds().get(0)),
                new ProtocolBuilder.Sizes(
                        sizes.probes(),
                        sizes.targets(),
                        sizes.distractors(),
                        sizes.impostors(),
                        sizes.training(),
                        sizes.pairs()));
    }
}
