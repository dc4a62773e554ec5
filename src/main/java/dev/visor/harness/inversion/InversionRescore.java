package dev.visor.harness.inversion;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.EngineStore;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.FaceDetector;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges some trials of an inversion record again. Trained recognizers and reconstructions come from the run's store, as making them takes as
 * long as the run; all photos and reconstructions are embedded anew, and the recognizers asked anew.
 */
public final class InversionRescore {

    private final TestBed testBed;
    private final ResolvedInversion suite;
    private final Path cache;
    private final Compute compute;
    private final Progress progress;

    /** @param cache of the run */
    public InversionRescore(TestBed testBed, ResolvedInversion suite, Path cache, Compute compute, Progress progress) {
        this.testBed = testBed;
        this.suite = suite;
        this.cache = cache;
        this.compute = compute;
        this.progress = progress;
    }

    /** A case that is judged at once. */
    private record Case(String defense, long seed, String attack) {

        static Case of(Cell cell) {
            return new Case(cell.defense(), cell.seed(), cell.attack());
        }
    }

    /** A store that only looks things up. */
    private record Made(ContentStore store, Path cache, Case one) implements ContentStore {

        @Override
        public Optional<byte[]> get(StoreKey key) {
            return Optional.of(store.get(key)
                    .orElseThrow(() -> new InputError(
                            "%s lacks what %s made against %s, seed %d: rescore with the cache and the code of the run, or verify without --rescore"
                                    .formatted(cache, one.attack(), one.defense(), one.seed()))));
        }

        @Override
        public void put(StoreKey key, byte[] content) {
            throw new UnsupportedOperationException("nothing is made here");
        }
    }

    /** @throws InputError if the store lacks what was trained or reconstructed for any of them */
    public List<Rescored> of(List<Trial> drawn, Path scratch) {
        ContentStore store = EngineStore.in(cache, compute, progress);
        Optional<FaceDetector> detector =
                testBed.detector(suite.suite().people().detector(), compute);
        Optional<FaceDetector> otherDetector =
                testBed.detector(suite.suite().others().detector(), compute);
        try (Zoo zoo = new Zoo(suite.recognizers().values(), testBed, compute);
                Embedder embedder = new Embedder(scratch, compute, progress)) {
            InversionPhotos photos = InversionPhotos.of(
                    suite,
                    testBed.dataSet(suite.people()),
                    testBed.dataSet(suite.others()),
                    new FaceLocator(detector, store),
                    new FaceLocator(otherDetector, store),
                    progress);
            Jury jury = new Jury(
                    photos.roles(),
                    photos.faces(),
                    embedder,
                    new Seed(suite.suite().seeds().get(0)));
            jury.enroll(suite.judges().stream().map(zoo::named).toList());
            TrainingPhotos studied = new TrainingPhotos(suite, photos, zoo, store, compute, progress, Rules.attended());
            Map<Case, List<Trial>> cases = new LinkedHashMap<>();
            drawn.forEach(trial -> cases.computeIfAbsent(Case.of(trial.cell()), c -> new ArrayList<>())
                    .add(trial));
            Map<String, List<FaceImage>> faces = new HashMap<>();
            List<Rescored> all = new ArrayList<>();
            cases.forEach((one, trials) -> {
                Entry<Defense> defense = named(suite.defenses(), one.defense());
                List<FaceImage> learned =
                        faces.computeIfAbsent(one.defense() + "/" + one.seed(), key -> studied.of(defense, one.seed()));
                Map<Cell, List<Trial>> again =
                        again(one, defense, learned, photos, zoo, jury, new Made(store, cache, one));
                trials.forEach(trial -> all.add(Rescored.of(
                        trial,
                        again.getOrDefault(trial.cell(), List.of()).stream()
                                .filter(now -> Rescored.asksTheSame(now, trial))
                                .findFirst())));
            });
            return all;
        } finally {
            detector.ifPresent(FaceDetector::close);
            otherDetector.ifPresent(FaceDetector::close);
        }
    }

    private Map<Cell, List<Trial>> again(
            Case one,
            Entry<Defense> defense,
            List<FaceImage> learned,
            InversionPhotos photos,
            Zoo zoo,
            Jury jury,
            ContentStore made) {
        InversionRoles roles = photos.roles();
        TrainedTargetModel target = new TargetTraining(suite, made, compute, progress)
                .train(defense, learned, roles.studiedPeople(), one.seed());
        AttackRunner inversions = new AttackRunner(
                suite,
                roles.people(),
                photos.faces().of(roles.open()),
                zoo.surrogate(suite.suite().teacher()),
                made,
                compute,
                progress);
        InversionJudging judging = new InversionJudging(suite, photos, zoo, inversions, jury, compute);
        return one.attack().equals(ResolvedInversion.UTILITY.id())
                ? judging.ownAccuracy(target)
                : judging.of(target, named(suite.attacks(), one.attack()));
    }

    private static <P> Entry<P> named(List<Entry<P>> entries, String id) {
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
