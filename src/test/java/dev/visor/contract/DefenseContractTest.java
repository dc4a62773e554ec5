package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.core.Budget;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.defense.TrainedDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every type of defense promises, whatever it does: each is tried once, by the first of its files, with few iterations where it iterates.
 */
class DefenseContractTest {

    private static final List<FaceImage> TARGETS = SyntheticFaces.of(3, 2);

    /** Float rounding may exceed a budget by this much, in pixel values. */
    private static final float SLACK = 1e-3f;

    private static final Pattern TYPE = Pattern.compile("(?m)^type: (\\S+)$");
    private static final Pattern ITERATIONS = Pattern.compile("(?m)^( +(?:iterations|rounds|steps): )\\d+$");
    private static final int FEW = 2;

    private static final Pattern COMPOSED = Pattern.compile("(?m)^( +compose: ).*$");

    /** Parts of a composed defense that are there: the only entries of their types. */
    private static final String PARTS = "[noise, blur-2]";

    @TempDir
    private static Path catalog;

    private static Compute compute;
    private static LinearRecognizer surrogate;

    @BeforeAll
    static void open() throws IOException {
        shorten();
        compute = Compute.open("cpu");
        surrogate = new LinearRecognizer("linear", 1, compute);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** Leaves one file of each type, and no attack that names those which are gone. */
    private static void shorten() throws IOException {
        Home.copyCatalog(catalog);
        for (Path file : Home.files("attacks")) {
            if (Files.readString(file).contains("pairs_of:")) {
                Files.delete(catalog.resolve(Home.PATH.relativize(file)));
            }
        }
        Set<String> types = new HashSet<>();
        for (Path file : Home.files("defenses")) {
            String text = Files.readString(file);
            Path copy = catalog.resolve(Home.PATH.relativize(file));
            if (types.add(value(TYPE, text))) {
                Files.writeString(
                        copy,
                        COMPOSED.matcher(ITERATIONS.matcher(text).replaceAll("$1" + FEW))
                                .replaceAll("$1" + PARTS));
            } else {
                Files.delete(copy);
            }
        }
    }

    static Stream<Entry<Defense>> defenses() {
        return new Catalog(catalog).defenses().stream();
    }

    private static String value(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void everyTypeIsTried() {
        assertThat(defenses().map(Entry::type))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(new Catalog(Home.PATH)
                        .defenses().stream().map(Entry::type).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void keepsCountSizeAndRange(Entry<Defense> entry) {
        List<FaceImage> faces = SyntheticFaces.of(3, 1);

        List<FaceImage> images = protect(entry, faces, 1);

        assertThat(images).hasSize(3).allMatch(face -> face.sameShapeAs(faces.get(0)));
        for (FaceImage image : images) {
            for (float value : image.pixels()) {
                assertThat(value).isBetween(-SLACK, 255 + SLACK);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void staysWithinTheBudgetItStates(Entry<Defense> entry) {
        List<FaceImage> faces = SyntheticFaces.of(2, 1);
        float epsilon = (float)
                entry.plugin().budget().map(Budget::inPixels).orElse(255.).doubleValue();

        List<FaceImage> images = protect(entry, faces, 1);

        for (int i = 0; i < faces.size(); i++) {
            for (int k = 0; k < faces.get(i).pixels().length; k++) {
                assertThat(Math.abs(images.get(i).pixels()[k] - faces.get(i).pixels()[k]))
                        .isLessThanOrEqualTo(epsilon + SLACK);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void givesTheSameImagesForTheSameSeed(Entry<Defense> entry) {
        List<FaceImage> once = protect(entry, SyntheticFaces.of(2, 1), 7);
        List<FaceImage> again = protect(entry, SyntheticFaces.of(2, 1), 7);

        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).pixels()).isEqualTo(once.get(i).pixels());
        }
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void leavesItsInputUntouched(Entry<Defense> entry) {
        List<FaceImage> faces = SyntheticFaces.of(2, 1);

        protect(entry, faces, 1);

        assertThat(faces.get(0).pixels())
                .isEqualTo(SyntheticFaces.of(2, 1).get(0).pixels());
        assertThat(faces.get(1).pixels())
                .isEqualTo(SyntheticFaces.of(2, 1).get(1).pixels());
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void leavesNoTensorBehind(Entry<Defense> entry) {
        protect(entry, SyntheticFaces.of(2, 1), 1);
        int before = compute.manager().getManagedArrays().size();

        protect(entry, SyntheticFaces.of(2, 1), 1);

        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    private static List<FaceImage> protect(Entry<Defense> entry, List<FaceImage> faces, long seed) {
        List<RandomGenerator> randoms = faces.stream()
                .map(face -> new Seed(seed).derive(face.digest().hex()).generator())
                .toList();
        Surrogates surrogates = new Surrogates(List.of(surrogate), compute);
        return ready(entry, seed)
                .protect(faces, new DefenseContext(surrogates, TARGETS, randoms, facts(entry, faces, seed)));
    }

    /** A defense with a network is trained, on other photos. */
    private static Defense ready(Entry<Defense> entry, long seed) {
        return entry.plugin() instanceof TrainedDefense learner
                ? learner.trained(learner.train(
                        SyntheticFaces.of(4, 9),
                        new Surrogates(List.of(surrogate), compute),
                        new Seed(seed),
                        Checkpoints.none(),
                        epoch -> {}))
                : entry.plugin();
    }

    /** A defense that learns from photos of a person is given other photos for that. */
    private static List<PhotoFacts> facts(Entry<Defense> entry, List<FaceImage> faces, long seed) {
        PhotoFacts facts = new PhotoFacts(
                Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP).targets()),
                Optional.of(new SubjectId("somebody")));
        if (!(entry.plugin() instanceof PersonDefense learner)) {
            return Collections.nCopies(faces.size(), facts);
        }
        Perturbation learned = learner.learn(
                SyntheticFaces.of(3, 9),
                Collections.nCopies(3, facts),
                new Surrogates(List.of(surrogate), compute),
                new Seed(seed).generator(),
                epoch -> {});
        return Collections.nCopies(faces.size(), facts.with(learned));
    }
}
