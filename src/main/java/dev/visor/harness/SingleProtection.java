package dev.visor.harness;

import dev.visor.core.Crop;
import dev.visor.core.FaceImage;
import dev.visor.core.InputError;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.harness.ResolvedSuite.Protection;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The one defense of a suite, set up outside of any run: nothing is recorded, and nothing stored on disk. */
final class SingleProtection implements AutoCloseable {

    private final ResolvedSuite suite;
    private final Protection protection;
    private final TestBed testBed;
    private final Compute compute;
    private final Optional<FaceDetector> detector;
    private final Zoo zoo;
    private final Photographs photographs;

    private SingleProtection(
            ResolvedSuite suite, TestBed testBed, Compute compute, Optional<FaceDetector> detector, Zoo zoo) {
        this.suite = suite;
        this.protection = of(suite);
        this.testBed = testBed;
        this.compute = compute;
        this.detector = detector;
        this.zoo = zoo;
        this.photographs = new Photographs(detector, new MemoryStore());
    }

    /**
     * Opens the device and loads the defense's surrogates.
     *
     * @param victim whether the suite's first victim is loaded too, which often is the surrogate
     * @throws InputError if the suite leaves it open which defense or which surrogate, or something needed is missing
     */
    static SingleProtection open(ResolvedSuite suite, TestBed testBed, String device, boolean victim) {
        Protection protection = of(suite);
        Set<RecognizerCard> recognizers = new LinkedHashSet<>(protection.surrogates());
        if (victim) {
            recognizers.add(suite.recognizers().get(suite.suite().victims().get(0)));
        }
        Compute compute = Compute.open(device);
        Optional<FaceDetector> detector = Optional.empty();
        try {
            detector = testBed.detector(suite.suite().detector(), compute);
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

    Entry<Defense> defense() {
        return protection.defense();
    }

    Compute compute() {
        return compute;
    }

    Optional<FaceDetector> detector() {
        return detector;
    }

    Photographs photographs() {
        return photographs;
    }

    /** How faces are cut for the defense. */
    Crop crop() {
        return suite.crop(protection);
    }

    /** The suite's own targets; none for a defense that needs none. */
    List<FaceImage> suiteTargets() {
        if (!defense().plugin().needsTargets()) {
            return List.of();
        }
        return photographs.faces(
                SuiteRunner.protocol(suite.suite(), testBed.dataSet(suite.dataset()))
                        .targets(),
                crop());
    }

    /** All photos of the suite's data set. */
    List<FacePhoto> photos() {
        return testBed.dataSet(suite.dataset()).photos();
    }

    /** The suite's first victim, if it was asked for. */
    Recognizer victim() {
        return zoo.named(suite.suite().victims().get(0));
    }

    /** Runs the defense, batch by batch; each protector computes all masks anew. */
    Protector protector(List<FaceImage> targets, int batch) {
        long seed = suite.suite().seeds().get(0);
        MaskRecipe recipe = MaskRecipe.of(suite, protection, zoo, targets, seed);
        return new Protector(recipe, photographs, new MemoryStore(), compute, Rules.attended(), batch);
    }

    @Override
    public void close() {
        zoo.close();
        detector.ifPresent(FaceDetector::close);
        compute.close();
    }
}
