package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.core.file.FolderLock;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Splits;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.cost.MeasuredCosts;
import dev.visor.harness.cost.WorkPlan;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.inversion.InversionDescription;
import dev.visor.harness.inversion.InversionPhotos;
import dev.visor.harness.inversion.InversionRun;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.protection.Contract;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.recognition.Description;
import dev.visor.harness.recognition.RecognitionStages;
import dev.visor.harness.recognition.SuiteRun;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.harness.store.MemoryStore;
import dev.visor.harness.store.RunStore;
import dev.visor.harness.store.Stage;
import dev.visor.recognizer.FaceDetector;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.RunState;
import dev.visor.tensor.Compute;
import dev.visor.tensor.EngineOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
        FolderLock.during(folder, () -> run(request, new RunRecord(folder), started, commit));
        return folder;
    }

    private void run(RunRequest request, RunRecord record, Instant started, String commit) {
        record.sweep();
        RunStore.sweep(request, started);
        if (record.exists() && !request.fresh()) {
            RunInfo earlier = record.info();
            refuseOtherSuite(request, record.directory(), earlier);
            refuseOtherCode(request, record.directory(), earlier);
            if (earlier.status() == Status.COMPLETED) {
                RunRecord.open(record.directory());
                refuseOtherPhotos(request, record.directory(), earlier);
                progress.say("%s is completed already; --fresh runs it anew".formatted(record.directory()));
                return;
            }
            progress.say("%s was %s; going on where it stopped".formatted(record.directory(), past(earlier.status())));
        }
        OpenRecord open = new OpenRecord(record, clock);
        Rules rules = RunRules.of(request, progress);
        try {
            rules.limit().watch(() -> rules.memory().during(() -> run(request, record, open, rules, started, commit)));
        } catch (RuntimeException | Error e) {
            if (!open.fail(e)) {
                // Whatever broke, broke because the process is going down.
                throw new InputError(
                        "%s was interrupted; the same command goes on with it".formatted(record.directory()), e);
            }
            throw e;
        }
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

    /** A record that is neither at its end nor being written was left by a process that died. */
    private static String past(Status status) {
        return status == Status.STARTED ? "started, and its process died before it ended" : status.word();
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

    private SortedMap<String, String> code(Experiment experiment) {
        List<Stage> stages =
                experiment instanceof ResolvedSuite suite ? RecognitionStages.of(suite) : InversionRun.STAGES;
        return CodeOfRun.now(experiment, testBed, stages);
    }

    /** Refuses to go on with a record of other code: what other code made is no result of this one. */
    private void refuseOtherCode(RunRequest request, Path folder, RunInfo earlier) {
        CodeOfRun.changes(earlier, code(request.suite())).ifPresent(changed -> {
            throw new InputError(
                    "%s holds a run of other code: changed since is that of %s; name another --out, or --fresh to replace it"
                            .formatted(folder, changed));
        });
    }

    /**
     * Refuses to go on with a record of other photos: what was computed is computed no more; that it is about the
     * photos as they are now is checked where they are there.
     */
    private void refuseOtherPhotos(RunRequest request, Path folder, RunInfo earlier) {
        if (!(request.suite() instanceof ResolvedSuite suite)
                || earlier.dataset().contents().equals(DatasetEntry.UNKNOWN_CONTENTS)) {
            return;
        }
        DataSet data;
        try {
            data = testBed.dataSet(suite.dataset());
        } catch (InputError e) {
            return;
        }
        FaceLocator photographs = new FaceLocator(Optional.empty(), new MemoryStore());
        refuseOtherPhotos(folder, earlier.dataset(), Description.data(data, suite.splits(data), photographs));
    }

    private static void refuseOtherPhotos(Path folder, DatasetEntry earlier, DatasetEntry now) {
        if (!earlier.sameAs(now)) {
            throw new InputError(
                    "%s holds a run on other photos: those of %s have changed since; name another --out, or --fresh to replace it"
                            .formatted(folder, now.id()));
        }
    }

    private void run(
            RunRequest request, RunRecord record, OpenRecord open, Rules rules, Instant started, String commit) {
        RunProgress told = new RunProgress(progress, record.directory(), clock);
        try (Compute compute = Compute.open(request.device());
                EngineOutput words = EngineOutput.keepIn(record.directory())) {
            Compute.arithmetic().caution().ifPresent(progress::say);
            if (request.suite() instanceof ResolvedInversion inversion) {
                invert(inversion, request, record, open, rules, started, commit, compute, told);
            } else {
                recognize(
                        (ResolvedSuite) request.suite(), request, record, open, rules, started, commit, compute, told);
            }
            if (words.said() > 0) {
                progress.say("what the engine itself said is in "
                        + record.directory().resolve(EngineOutput.FILE));
            }
        }
        MeasuredCosts.keep(request.cache(), record.timings());
        RunState.clear(record.directory());
    }

    private void recognize(
            ResolvedSuite suite,
            RunRequest request,
            RunRecord record,
            OpenRecord open,
            Rules rules,
            Instant started,
            String commit,
            Compute compute,
            RunProgress told) {
        DataSet data = testBed.dataSet(suite.dataset());
        suite.dataset().slices().requireKnown(data);
        Splits splits = suite.splits(data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (RunStore store = RunStore.of(request, compute, told);
                Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute)) {
            FaceLocator photographs = new FaceLocator(detector, store.contents());
            Dirty dirty = Provenance.dirty(request.home());
            SortedMap<String, String> code = code(suite);
            RunInfo info = request.shard()
                    .mark(Description.of(
                            suite, data, splits, photographs, detector, compute, started, commit, dirty, code));
            if (record.exists() && !request.fresh()) {
                refuseOtherPhotos(record.directory(), record.info().dataset(), info.dataset());
            }
            open.start(info);
            suite.defenses().forEach(defense -> Contract.setUp(defense, rules));
            // What is missing is told before anything is computed.
            suite.defenses().forEach(defense -> ProtectionSpec.meshFinder(defense, zoo));
            told.expect(WorkPlan.of(suite, splits, request.shard(), MeasuredCosts.of(request)));
            open.complete(new SuiteRun(request, suite, record, zoo, splits, photographs, store, compute, told, rules)
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
            Compute compute,
            RunProgress told) {
        Optional<FaceDetector> detector =
                testBed.detector(suite.suite().people().detector(), compute);
        Optional<FaceDetector> otherDetector =
                testBed.detector(suite.suite().others().detector(), compute);
        try (RunStore store = RunStore.of(request, compute, told);
                Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute)) {
            DataSet people = testBed.dataSet(suite.people());
            DataSet others = testBed.dataSet(suite.others());
            InversionPhotos photos = InversionPhotos.of(
                    suite,
                    people,
                    others,
                    new FaceLocator(detector, store.contents()),
                    new FaceLocator(otherDetector, store.contents()),
                    progress);
            String digest = detector.map(d -> d.digest().hex()).orElse("-");
            Dirty dirty = Provenance.dirty(request.home());
            RunInfo info = request.shard()
                    .mark(InversionDescription.of(
                            suite,
                            photos,
                            List.of(people, others),
                            digest,
                            compute,
                            started,
                            commit,
                            dirty,
                            code(suite)));
            if (record.exists() && !request.fresh()) {
                refuseOtherPhotos(record.directory(), record.info().dataset(), info.dataset());
            }
            open.start(info);
            told.expect(WorkPlan.of(suite, request.shard(), MeasuredCosts.of(request))
                    .together());
            open.complete(new InversionRun(request, suite, record, zoo, photos, store, compute, told, rules)
                    .run(info, clock));
        } finally {
            detector.ifPresent(FaceDetector::close);
            otherDetector.ifPresent(FaceDetector::close);
        }
    }
}
