package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.ProtocolBuilder;
import dev.visor.recognizer.FaceDetector;
import dev.visor.result.Dirty;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
     * @throws dev.visor.core.ContractViolation if a plug-in breaks its contract; the record then says so
     */
    public Path run(RunRequest request) {
        Instant started = clock.instant();
        String commit = Provenance.commit(request.home());
        Path folder = request.out()
                .orElseGet(() -> request.results()
                        .resolve(request.shard()
                                .name(RunRecord.name(started, request.suite().id(), commit))));
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
        OpenRecord open = new OpenRecord(record, clock);
        Guards guards = request.suite().guards();
        TimeLimit limit = guards.hold(Guard.TIME_LIMIT) ? new TimeLimit(request.timeLimit()) : TimeLimit.none();
        try {
            limit.watch(() -> run(request, record, open, new Rules(guards, limit, true), started, commit));
        } catch (RuntimeException | Error e) {
            open.fail(e);
            throw e;
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

    private void run(
            RunRequest request, RunRecord record, OpenRecord open, Rules rules, Instant started, String commit) {
        try (Compute compute = Compute.open(request.device())) {
            if (request.suite() instanceof ResolvedInversion inversion) {
                invert(inversion, request, record, open, rules, started, commit, compute);
            } else {
                recognize((ResolvedSuite) request.suite(), request, record, open, rules, started, commit, compute);
            }
        }
    }

    private void recognize(
            ResolvedSuite suite,
            RunRequest request,
            RunRecord record,
            OpenRecord open,
            Rules rules,
            Instant started,
            String commit,
            Compute compute) {
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = protocol(suite.suite(), data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute)) {
            Dirty dirty = Provenance.dirty(request.home());
            RunInfo info = request.shard()
                    .mark(Description.of(suite, data, protocol, detector, compute, started, commit, dirty));
            open.start(info);
            suite.defenses().forEach(defense -> Contract.setUp(defense, rules));
            open.complete(new SuiteRun(request, suite, record, zoo, protocol, detector, compute, progress, rules)
                    .run(info, clock));
        } finally {
            detector.ifPresent(FaceDetector::close);
        }
    }

    private void invert(
            ResolvedInversion suite,
            RunRequest request,
            RunRecord record,
            OpenRecord open,
            Rules rules,
            Instant started,
            String commit,
            Compute compute) {
        ContentStore store = new FileStore(request.cache().resolve("store"));
        Optional<FaceDetector> detector =
                testBed.detector(suite.suite().people().detector(), compute);
        Optional<FaceDetector> otherDetector =
                testBed.detector(suite.suite().others().detector(), compute);
        try (Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute)) {
            InversionPhotos photos = InversionPhotos.of(
                    suite,
                    testBed.dataSet(suite.people()),
                    testBed.dataSet(suite.others()),
                    new Photographs(detector, store),
                    new Photographs(otherDetector, store),
                    progress);
            String digest = detector.map(d -> d.digest().hex()).orElse("-");
            Dirty dirty = Provenance.dirty(request.home());
            RunInfo info = request.shard()
                    .mark(InversionDescription.of(
                            suite, photos.roles(), photos.seen(), digest, compute, started, commit, dirty));
            open.start(info);
            open.complete(new InversionRun(request, suite, record, zoo, photos, store, compute, progress, rules)
                    .run(info, clock));
        } finally {
            detector.ifPresent(FaceDetector::close);
            otherDetector.ifPresent(FaceDetector::close);
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
