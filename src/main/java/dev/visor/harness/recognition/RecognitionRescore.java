package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Faces;
import dev.visor.attack.KeyedRemoval;
import dev.visor.attack.PersonPurification;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.recognition.PreparedCountermeasure.Judge;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.EngineStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.stats.Calibration;
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
import java.util.stream.Collectors;

/**
 * Judges some trials of a recognition record again. Protected photos come from the store, or are made anew where it lacks them; every face,
 * gallery included, is embedded anew.
 */
public final class RecognitionRescore {

    private final TestBed testBed;
    private final ResolvedSuite suite;
    private final RunRecord record;
    private final Path cache;
    private final Compute compute;
    private final Progress progress;

    /** @param cache that may hold the run's masks */
    public RecognitionRescore(
            TestBed testBed, ResolvedSuite suite, RunRecord record, Path cache, Compute compute, Progress progress) {
        this.testBed = testBed;
        this.suite = suite;
        this.record = record;
        this.cache = cache;
        this.compute = compute;
        this.progress = progress;
    }

    /** Whether a trial of that cell can be judged again: what was trained, and what a service judged, cannot be computed again here. */
    public static boolean canRunAgain(Cell cell, ResolvedSuite suite) {
        return !suite.countermeasure(cell).plugin().trains()
                && !suite.services().containsKey(cell.model());
    }

    /**
     * Judges the trials, cell by cell.
     *
     * @param drawn of cells that can be judged again
     * @param scratch an empty folder
     * @throws InputError if photos or settings are not those of the record
     */
    public List<Rescored> of(List<Trial> drawn, Path scratch) {
        DataSet data = testBed.dataSet(suite.dataset());
        Protocol protocol = suite.roles(data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (Zoo zoo = new Zoo(cards(drawn), testBed, compute);
                Embedder embedder = new Embedder(scratch, compute, progress)) {
            ContentStore store = EngineStore.in(cache, compute, progress);
            FaceLocator photographs = new FaceLocator(detector, store);
            requireSamePhotos(Description.data(data, protocol, photographs));
            // Older records do not say how many were asked for, but who was chosen.
            if (!protocol.digest().hex().equals(record.info().protocol().digest())) {
                throw Rescored.otherSettings(record);
            }
            RecognitionPipeline pipeline = new RecognitionPipeline(
                    suite, protocol, zoo, photographs, store, embedder, compute, progress, Rules.attended());
            Bench bench = new Bench(suite, protocol, zoo, pipeline);
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
    private void requireSamePhotos(DatasetEntry now) {
        if (!record.info().dataset().sameAs(now)) {
            throw new InputError("%s: the photos of %s have changed since the run; rescore it with those that it used"
                    .formatted(record.directory(), now.id()));
        }
    }

    /** Returns the cards of the recognizers that judged the trials, and of those that their defenses asked. */
    private List<RecognizerCard> cards(List<Trial> drawn) {
        Set<String> ids = new LinkedHashSet<>();
        for (Trial trial : drawn) {
            ids.addAll(trial.cell().surrogates());
            ids.add(suite.judge(suite.countermeasure(trial.cell()), trial.cell().model()));
        }
        return ids.stream().map(suite.recognizers()::get).toList();
    }

    /** All that it takes to judge a trial again, and what has been protected so far. */
    private final class Bench {

        private final ResolvedSuite suite;
        private final Protocol protocol;
        private final Zoo zoo;
        private final RecognitionPipeline pipeline;
        private final Map<String, Map<PhotoId, ProtectionResult>> shared = new HashMap<>();
        private final Map<String, Protector> protectors = new HashMap<>();

        Bench(ResolvedSuite suite, Protocol protocol, Zoo zoo, RecognitionPipeline pipeline) {
            this.suite = suite;
            this.protocol = protocol;
            this.zoo = zoo;
            this.pipeline = pipeline;
        }

        List<Rescored> again(Cell cell, List<Trial> trials) {
            RecognitionAttack attack = pipeline.attack(cell);
            Faces faces = faces(cell, trials, attack);
            return trials.stream()
                    .map(trial -> Rescored.of(trial, again(cell, trial, attack, faces)))
                    .toList();
        }

        /** The one trial among those of its probe. */
        private Optional<Trial> again(Cell cell, Trial trial, RecognitionAttack attack, Faces faces) {
            List<Trial> made = new ArrayList<>();
            attack.run(new RecognitionTask(cell, only(trial), thresholds(cell)), faces, made::add);
            return made.stream().filter(one -> Rescored.asksTheSame(one, trial)).findFirst();
        }

        /** The thresholds of the cell's judge, from the impostors that the record tells. */
        private List<Threshold> thresholds(Cell cell) {
            return record.calibration().stream()
                    .filter(impostors -> impostors.recognizer().equals(cell.judge()))
                    .flatMap(impostors -> suite.suite().fars().stream()
                            .map(far -> Calibration.atFarOfFew(far, impostors.similarities())))
                    .toList();
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
                    protocol.learning(),
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

        private Faces faces(Cell cell, List<Trial> trials, RecognitionAttack attack) {
            Set<FacePhoto> originals = new LinkedHashSet<>();
            Set<FacePhoto> protectedPhotos = new LinkedHashSet<>();
            for (Trial trial : trials) {
                originals.addAll(attack.originals(only(trial)));
                protectedPhotos.addAll(attack.protectedPhotos(only(trial)));
            }
            Entry<Countermeasure> countermeasure = suite.countermeasure(cell);
            String id = suite.judge(countermeasure, cell.model());
            Judge judge = new Judge(id, zoo.named(id));
            String stage = "embedding again, " + id;
            Map<PhotoId, Acquired> clean = pipeline.embed(
                            List.of(judge.recognizer()), originals, attack.mirrored(), stage)
                    .get(id);
            Map<PhotoId, Acquired> seen = new HashMap<>();
            protectedPhotos.forEach(photo -> seen.put(photo.id(), new Acquired.Missed(Acquired.Reason.FAILED)));
            if (!protectedPhotos.isEmpty()) {
                Map<PhotoId, ProtectionResult> mine = new LinkedHashMap<>(shared(protection(cell), cell.seed()));
                // A countermeasure may look at other photos of the person.
                boolean ofPersons = countermeasure.plugin() instanceof PersonPurification;
                Set<Object> kept = protectedPhotos.stream()
                        .map(photo -> ofPersons ? photo.subject() : photo.id())
                        .collect(Collectors.toSet());
                mine.values()
                        .removeIf(photo -> !kept.contains(
                                ofPersons
                                        ? photo.source().subject()
                                        : photo.source().id()));
                PreparedCountermeasure prepared =
                        PreparedCountermeasure.ofOne(countermeasure, new Seed(cell.seed()), cell.model(), judge);
                SharedPhotos asked = countermeasure.plugin() instanceof KeyedRemoval removal
                        ? pipeline.share(
                                protectors
                                        .get(word(protection(cell), cell.seed()))
                                        .removal()
                                        .of(mine.values(), removal.key(), progress),
                                cell.alignment())
                        : pipeline.share(mine, cell.alignment());
                seen.putAll(pipeline.embed(prepared, asked, crop -> stage).get(cell.model()));
            }
            return new SeenFaces(clean, seen, Map.of());
        }

        private Protection protection(Cell cell) {
            return suite.protections().stream()
                    .filter(p -> p.defense().id().equals(cell.defense())
                            && p.surrogateIds().equals(cell.surrogates()))
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns everything that the run had this defense protect, in the same order. */
        private Map<PhotoId, ProtectionResult> shared(Protection protection, long seed) {
            return shared.computeIfAbsent(word(protection, seed), word -> {
                Protector protector = pipeline.protector(protection, seed);
                protectors.put(word, protector);
                PlannedPhotos planned = new PlannedPhotos(suite, protocol);
                return pipeline.protect(protector, planned.wanted(planned.limited(protection)));
            });
        }

        private static String word(Protection protection, long seed) {
            return protection.label() + "/" + seed;
        }
    }
}
