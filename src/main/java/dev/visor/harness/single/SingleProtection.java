package dev.visor.harness.single;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.PersonDefense;
import dev.visor.harness.TestBed;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.Rules;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.search.FaceSearch;
import dev.visor.tensor.Compute;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The one defense of a suite, set up outside of any run: nothing is recorded, and nothing stored on disk. */
public final class SingleProtection implements AutoCloseable {

    private final ResolvedSuite suite;
    private final Protection protection;
    private final TestBed testBed;
    private final Compute compute;
    private final Optional<FaceDetector> detector;
    private final Zoo zoo;
    private final FaceLocator photographs;

    private SingleProtection(
            ResolvedSuite suite, TestBed testBed, Compute compute, Optional<FaceDetector> detector, Zoo zoo) {
        this.suite = suite;
        this.protection = of(suite);
        this.testBed = testBed;
        this.compute = compute;
        this.detector = detector;
        this.zoo = zoo;
        this.photographs = new FaceLocator(detector, new MemoryStore());
    }

    /**
     * Opens the device and loads the defense's surrogates and the suite's first model, which often is one.
     *
     * @throws InputError if the suite leaves it open which defense or which surrogate, or something needed is missing
     */
    public static SingleProtection ofDataSet(ResolvedSuite suite, TestBed testBed, String device) {
        return open(suite, testBed, device, suite.suite().models().subList(0, 1), UnaryOperator.identity());
    }

    /**
     * Makes a protection as {@link #ofDataSet} does, for photos of any origin: faces are searched for any way up, and
     * all models are loaded.
     *
     * @throws InputError also if the suite has no detector
     */
    static SingleProtection ofPhotos(ResolvedSuite suite, TestBed testBed, String device) {
        if (suite.suite().detector().equals("landmarks")) {
            throw new InputError("detector landmarks knows the faces of data sets only; choose another for photos");
        }
        return open(suite, testBed, device, suite.suite().models(), FaceSearch::new);
    }

    private static SingleProtection open(
            ResolvedSuite suite,
            TestBed testBed,
            String device,
            List<String> models,
            UnaryOperator<FaceDetector> look) {
        Protection protection = of(suite);
        Set<RecognizerCard> recognizers = new LinkedHashSet<>(protection.surrogates());
        models.forEach(model -> recognizers.add(suite.recognizers().get(model)));
        Compute compute = Compute.open(device);
        Optional<FaceDetector> detector = Optional.empty();
        try {
            detector = testBed.detector(suite.suite().detector(), compute).map(look);
            return new SingleProtection(suite, testBed, compute, detector, new Zoo(recognizers, testBed, compute));
        } catch (RuntimeException e) {
            detector.ifPresent(FaceDetector::close);
            compute.close();
            throw e;
        }
    }

    /** The last one: the control comes first, and is asked for if there is no other. */
    private static Protection of(ResolvedSuite suite) {
        List<Protection> all = suite.protections();
        if (all.size() > 2) {
            throw new InputError("one defense on one surrogate is expected (several make an ensemble as [[A,B]]), got "
                    + String.join(
                            ", ", all.stream().skip(1).map(Protection::label).toList()));
        }
        return all.get(all.size() - 1);
    }

    List<String> surrogateIds() {
        return protection.surrogateIds();
    }

    Entry<Defense> defense() {
        return protection.defense();
    }

    public Compute compute() {
        return compute;
    }

    /** Returns the search for faces in photos of any origin. */
    FaceSearch search() {
        return (FaceSearch) detector.orElseThrow();
    }

    /** The detector of the suite; empty if its data set's landmarks stand in. */
    public Optional<FaceDetector> detector() {
        return detector;
    }

    public FaceLocator photographs() {
        return photographs;
    }

    /** Returns the crop of faces for the defense. */
    public Crop crop() {
        return suite.crop(protection);
    }

    /** The suite's own targets; none for a defense that needs none. */
    public List<FaceImage> suiteTargets() {
        if (!defense().plugin().needsTargets()) {
            return List.of();
        }
        return photographs.faces(targets(testBed.dataSet(suite.dataset())), crop());
    }

    private List<FacePhoto> targets(DataSet data) {
        return suite.suite().splits(data).first().targets();
    }

    /** Measures copies by the surrogates, on which the verdict rests, and all models; by the models alone if there is no surrogate. */
    ResemblanceCheck check() {
        Set<String> judges = new LinkedHashSet<>(protection.surrogateIds());
        judges.addAll(suite.suite().models());
        return new ResemblanceCheck(
                search(),
                judges.stream().map(zoo::named).toList(),
                protection.surrogates().isEmpty() ? judges : Set.copyOf(protection.surrogateIds()),
                strangers(),
                photographs);
    }

    /** A photo of each person of the data set who is no target, in an order that the suite's seed fixes. */
    private List<FacePhoto> strangers() {
        DataSet data = testBed.dataSet(suite.dataset());
        Set<SubjectId> targets = targets(data).stream().map(FacePhoto::subject).collect(Collectors.toSet());
        Map<SubjectId, FacePhoto> people = new TreeMap<>();
        data.photos().stream()
                .filter(photo -> !targets.contains(photo.subject()))
                .forEach(photo -> people.putIfAbsent(photo.subject(), photo));
        Seed seed = new Seed(suite.suite().seeds().get(0)).derive("strangers");
        return people.values().stream()
                .sorted(Comparator.comparing(
                        photo -> seed.derive(photo.subject().toString()).value()))
                .toList();
    }

    /** All photos of the suite's data set. */
    public List<FacePhoto> photos() {
        return testBed.dataSet(suite.dataset()).photos();
    }

    /** The suite's first model, if it was asked for. */
    public Recognizer model() {
        return zoo.named(suite.suite().models().get(0));
    }

    /** Runs the defense, batch by batch; each protector computes all masks anew. */
    public Protector protector(List<FaceImage> targets, int batch) {
        return protector(targets, new PersonSource.Found(List.of(), Optional.empty()), batch);
    }

    /**
     * Runs a defense likewise that learns from photos of a person.
     *
     * @param source of the person's perturbation
     */
    Protector protector(List<FaceImage> targets, PersonSource.Found source, int batch) {
        Entry<Defense> defense = defense();
        if (defense.plugin() instanceof PersonDefense learner) {
            if (source.learnedFrom().isEmpty() && source.known().isEmpty()) {
                throw new InputError(
                        "%s learns from photos of the person whom it is to protect; expected a folder of them (visor protect --person)"
                                .formatted(defense.id()));
            }
            if (source.known().isPresent()) {
                defense = defense.with(new LearnedBefore(learner, source.known().get()));
            }
        }
        long seed = suite.suite().seeds().get(0);
        ProtectionSpec recipe = ProtectionSpec.of(
                suite,
                new Protection(defense, protection.surrogates()),
                zoo,
                targets,
                source.learnedFrom(),
                List.of(),
                seed);
        return new Protector(recipe, photographs, new MemoryStore(), compute, Rules.attended(), batch);
    }

    @Override
    public void close() {
        zoo.close();
        detector.ifPresent(FaceDetector::close);
        compute.close();
    }
}
