package dev.visor.harness.recognition;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Trial;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.Splits;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.EngineStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** Whether a trial of that cell can be judged again: what was trained, what was protected several times, and what a service judged, cannot be computed again here. */
    public static boolean canRunAgain(Cell cell, ResolvedSuite suite) {
        return !suite.countermeasure(cell).plugin().trains()
                && suite.countermeasure(cell).plugin().draws() == 1
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
        Splits splits = suite.splits(data);
        Optional<FaceDetector> detector = testBed.detector(suite.suite().detector(), compute);
        try (Zoo zoo = new Zoo(cards(drawn), testBed, compute);
                Embedder embedder = new Embedder(scratch, compute, progress)) {
            ContentStore store = EngineStore.in(cache, compute, progress);
            FaceLocator photographs = new FaceLocator(detector, store);
            requireSamePhotos(Description.data(data, splits, photographs));
            // Older records do not say how many were asked for, but who was chosen.
            if (!splits.digest().hex().equals(record.info().protocol().digest())) {
                throw Rescored.otherSettings(record);
            }
            List<RecognitionPipeline> pipelines = splits.protocols().stream()
                    .map(protocol -> new RecognitionPipeline(
                            suite, protocol, zoo, photographs, store, embedder, compute, progress, Rules.attended()))
                    .toList();
            RescoreBench bench = new RescoreBench(suite, splits, record, zoo, pipelines, progress);
            Map<Asked, List<Trial>> asked = new LinkedHashMap<>();
            drawn.stream()
                    .sorted(Comparator.comparing((Trial trial) -> trial.cell().id())
                            .thenComparing(Trial::probe))
                    .forEach(trial -> asked.computeIfAbsent(
                                    new Asked(trial.cell(), splits.of(trial.probe())), key -> new ArrayList<>())
                            .add(trial));
            List<Rescored> all = new ArrayList<>();
            asked.forEach((key, trials) -> all.addAll(bench.again(key.cell(), key.split(), trials)));
            return all;
        } finally {
            detector.ifPresent(FaceDetector::close);
        }
    }

    /** The trials of a cell in one split. */
    private record Asked(Cell cell, int split) {}

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
}
