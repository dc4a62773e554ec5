package dev.visor.harness.run;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Embedder.Face;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.inversion.InversionRescore;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.recognition.Description;
import dev.visor.harness.recognition.PreparedCountermeasure.Judge;
import dev.visor.harness.recognition.Purifier;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.EngineStore;
import dev.visor.harness.store.RunStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Runs some trials of a record again, with the models, and compares.
 *
 * <p>Protected photos come from the store, or are made anew where it lacks them; every face, gallery included, is embedded anew. Rungs on
 * which the tracker trains are left out: training again takes longer than it tells. Of inversion runs, see {@link InversionRescore}.
 */
public final class Rescore {

    /**
     * Two similarities of one trial may differ by this much. Arithmetic on other batches, cores or devices moves a cosine by some
     * 1e-6; the record keeps six places. A wrong photo, crop or recognizer moves it by far more.
     */
    private final TestBed testBed;

    private final Progress progress;

    public Rescore(TestBed testBed, Progress progress) {
        this.testBed = testBed;
        this.progress = progress;
    }

    /**
     * What to run again.
     *
     * @param suite of the record, resolved anew
     * @param cache that may hold the run's masks
     * @param trials how many, or all if there are fewer
     * @param seed chooses them
     * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N}
     */
    public record Request(Experiment suite, RunRecord record, Path cache, int trials, long seed, String device) {}

    /**
     * Runs the trials.
     *
     * @return one for each, in the order of the record
     * @throws InputError if the suite is not the one that the record was made of
     */
    public List<Rescored> of(Request request) {
        RunInfo info = request.record().info();
        requireSameSettings(request.record(), SameSettings.of(info, request.suite()));
        Predicate<Cell> again =
                request.suite() instanceof ResolvedSuite suite ? cell -> canRunAgain(cell, suite) : cell -> true;
        List<Trial> drawn = draw(request, again);
        try (Compute compute = Compute.open(request.device());
                RunStore scratch = RunStore.passing()) {
            return request.suite() instanceof ResolvedInversion inversion
                    ? new InversionRescore(testBed, inversion, request.cache(), compute, progress)
                            .of(drawn, scratch.embeddings())
                    : run((ResolvedSuite) request.suite(), request, drawn, compute, scratch.embeddings());
        }
    }

    private static void requireSameSettings(RunRecord record, boolean same) {
        if (!same) {
            RunInfo info = record.info();
            throw new InputError(
                    "%s: suite %s has other settings or entries here than in the run; rescore it with commit %s"
                            .formatted(record.directory(), info.suite().id(), info.commit()));
        }
    }

    /** Every trial of these cells has the same chance; the choice depends on the seed alone. */
    private static List<Trial> draw(Request request, Predicate<Cell> cells) {
        Seed seed = new Seed(request.seed()).derive("rescore");
        TreeMap<Long, Trial> first = new TreeMap<>(Long::compareUnsigned);
        long[] row = new long[1];
        request.record().forEachTrial(recorded -> {
            long lot = seed.derive(Long.toString(row[0]++)).value();
            if (cells.test(recorded.trial().cell())) {
                first.put(lot, recorded.trial());
                if (first.size() > request.trials()) {
                    first.pollLastEntry();
                }
            }
        });
        return List.copyOf(first.values());
    }

    /** What was trained, and what was rented, cannot be computed again here. */
    private static boolean canRunAgain(Cell cell, ResolvedSuite suite) {
        return !suite.rung(cell).plugin().trains() && !suite.services().containsKey(cell.model());
    }

    private List<Rescored> run(ResolvedSuite suite, Request request, List<Trial> drawn, Compute compute, Path scratch) {
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = suite.suite().roles(data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (Zoo zoo = new Zoo(cards(suite, drawn), testBed, compute);
                Embedder embedder = new Embedder(scratch, compute, progress)) {
            ContentStore store = EngineStore.in(request.cache(), compute, progress);
            FaceLocator photographs = new FaceLocator(detector, store);
            requireSamePhotos(request.record(), Description.data(data, protocol, photographs));
            // Older records do not say how many were asked for, but who was chosen.
            requireSameSettings(
                    request.record(),
                    protocol.digest()
                            .hex()
                            .equals(request.record().info().protocol().digest()));
            Bench bench = new Bench(suite, protocol, zoo, compute, store, photographs, embedder, progress);
            Map<Cell, List<Trial>> byCell = new LinkedHashMap<>();
            drawn.stream()
                    .sorted(Comparator.comparing((Trial trial) -> trial.cell().id())
                            .thenComparing(Trial::probe))
                    .forEach(trial -> byCell.computeIfAbsent(trial.cell(), cell -> new ArrayList<>())
                            .add(trial));
            List<Rescored> all = new ArrayList<>();
            byCell.forEach((cell, trials) -> all.addAll(bench.again(cell, trials)));
            return all;
        } finally {
            detector.ifPresent(FaceDetector::close);
        }
    }

    /** Other photos give other similarities, and that says nothing of the record. */
    private static void requireSamePhotos(RunRecord record, DatasetEntry now) {
        if (!record.info().dataset().sameAs(now)) {
            throw new InputError("%s: the photos of %s have changed since the run; rescore it with those that it used"
                    .formatted(record.directory(), now.id()));
        }
    }

    /** Of the recognizers that judged the trials, and of those that their defenses asked. */
    private static List<RecognizerCard> cards(ResolvedSuite suite, List<Trial> drawn) {
        Set<String> ids = new LinkedHashSet<>();
        for (Trial trial : drawn) {
            ids.addAll(trial.cell().surrogates());
            ids.add(suite.judge(suite.rung(trial.cell()), trial.cell().model()));
        }
        return ids.stream().map(suite.recognizers()::get).toList();
    }

    /** All that it takes to run a trial again, and what has been protected so far. */
    private static final class Bench {

        private final ResolvedSuite suite;
        private final Protocol protocol;
        private final Zoo zoo;
        private final Compute compute;
        private final ContentStore store;
        private final FaceLocator photographs;
        private final Embedder embedder;
        private final Progress progress;
        private final Map<String, Map<PhotoId, ProtectionResult>> shared = new HashMap<>();

        Bench(
                ResolvedSuite suite,
                Protocol protocol,
                Zoo zoo,
                Compute compute,
                ContentStore store,
                FaceLocator photographs,
                Embedder embedder,
                Progress progress) {
            this.suite = suite;
            this.protocol = protocol;
            this.zoo = zoo;
            this.compute = compute;
            this.store = store;
            this.photographs = photographs;
            this.embedder = embedder;
            this.progress = progress;
        }

        List<Rescored> again(Cell cell, List<Trial> trials) {
            RecognitionAttack attack = attack(cell);
            Protection protection = suite.protections().stream()
                    .filter(p -> p.defense().id().equals(cell.defense())
                            && p.surrogateIds().equals(cell.surrogates()))
                    .findFirst()
                    .orElseThrow();
            Entry<Countermeasure> rung = suite.rung(cell);
            String id = suite.judge(rung, cell.model());
            Judge judge = new Judge(id, zoo.named(id));
            Faces faces = faces(cell, trials, attack, protection, rung, judge);
            return trials.stream()
                    .map(trial -> Rescored.of(trial, again(cell, trial, attack, faces)))
                    .toList();
        }

        /** The one trial among those of its probe. */
        private Optional<Trial> again(Cell cell, Trial trial, RecognitionAttack attack, Faces faces) {
            List<Trial> made = new ArrayList<>();
            attack.run(new RecognitionTask(cell, only(trial)), faces, made::add);
            return made.stream().filter(one -> Rescored.asksTheSame(one, trial)).findFirst();
        }

        /** The protocol as if nobody but that trial's probe, or pair, were asked about; the gallery stays as it is. */
        private Protocol only(Trial trial) {
            boolean paired =
                    trial instanceof Trial.Verification pair && pair.fold().isPresent();
            return new Protocol(
                    paired
                            ? List.of()
                            : protocol.probes().stream()
                                    .filter(photo -> photo.id().equals(trial.probe()))
                                    .toList(),
                    protocol.mates(),
                    protocol.targets(),
                    protocol.targetGallery(),
                    protocol.distractors(),
                    protocol.impostors(),
                    protocol.training(),
                    paired
                            ? protocol.pairs().stream()
                                    .filter(p -> p.first().id().equals(trial.probe())
                                            && p.second().id().equals(((Trial.Verification) trial).mate()))
                                    .toList()
                            : List.of());
        }

        private Faces faces(
                Cell cell,
                List<Trial> trials,
                RecognitionAttack attack,
                Protection protection,
                Entry<Countermeasure> rung,
                Judge judge) {
            Set<FacePhoto> clean = new LinkedHashSet<>();
            Set<FacePhoto> cloaked = new LinkedHashSet<>();
            for (Trial trial : trials) {
                clean.addAll(attack.originals(only(trial)));
                cloaked.addAll(attack.protectedPhotos(only(trial)));
            }
            List<Face> originals = clean.stream()
                    .map(photo -> new Face(
                            photo.id(),
                            photographs.key(photo),
                            crop -> photographs.see(photo).cutTo(crop)))
                    .toList();
            Map<PhotoId, Acquired> known = embed(judge, originals, attack.mirrored());
            Map<PhotoId, Acquired> seen = embed(judge, shown(cell, cloaked, protection, rung, judge), false);
            return new Faces() {
                @Override
                public Acquired original(PhotoId photo) {
                    return known.get(photo);
                }

                @Override
                public Acquired protectedPhoto(PhotoId photo) {
                    return seen.getOrDefault(photo, new Acquired.Missed(Acquired.Reason.FAILED));
                }
            };
        }

        /** The protected photos as the judge gets to see them on that rung. */
        private List<Face> shown(
                Cell cell, Set<FacePhoto> wanted, Protection protection, Entry<Countermeasure> rung, Judge judge) {
            if (wanted.isEmpty()) {
                return List.of();
            }
            Map<PhotoId, ProtectionResult> mine = new LinkedHashMap<>(shared(protection, cell.seed()));
            mine.keySet().retainAll(wanted.stream().map(FacePhoto::id).collect(Collectors.toSet()));
            SharedPhotos photos = new SharedPhotos(mine, cell.alignment(), photographs, Rules.attended());
            Purifier purifier = Purifier.of(rung, new Seed(cell.seed()));
            return photos.ids().stream()
                    .map(id -> {
                        AlignedFace cut =
                                photos.cut(id, judge.recognizer().card().crop());
                        return new Face(id, purifier.key(cut), crop -> purifier.purified(cut));
                    })
                    .toList();
        }

        private Map<PhotoId, Acquired> embed(Judge judge, List<Face> faces, boolean mirrored) {
            return embedder.embed(List.of(judge.recognizer()), faces, mirrored, "embedding again, " + judge.id())
                    .get(judge.id());
        }

        /** Everything that the run had this defense protect: a mask's bits depend on its place in the plan. */
        private Map<PhotoId, ProtectionResult> shared(Protection protection, long seed) {
            return shared.computeIfAbsent(protection.label() + "/" + seed, key -> {
                Protocol limited = protocol.withProbes(
                        suite.suite().protocol().probesFor(protection.defense().id()));
                Set<FacePhoto> wanted = new LinkedHashSet<>(limited.probes());
                for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(true)) {
                    wanted.addAll((attack.plugin()).protectedPhotos(limited));
                }
                List<FaceImage> targets = protection.defense().plugin().needsTargets()
                        ? photographs.faces(protocol.targets(), suite.crop(protection))
                        : List.of();
                ProtectionSpec recipe = ProtectionSpec.of(suite, protection, zoo, targets, seed);
                Map<PhotoId, ProtectionResult> all = new LinkedHashMap<>();
                new Protector(recipe, photographs, store, compute, Rules.attended(), Protector.BATCH)
                        .protect(List.copyOf(wanted), progress)
                        .forEach(photo -> all.put(photo.source().id(), photo));
                return all;
            });
        }

        private RecognitionAttack attack(Cell cell) {
            return suite.attacks().stream()
                    .filter(entry -> entry.id().equals(cell.attack()))
                    .map(Entry::plugin)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
