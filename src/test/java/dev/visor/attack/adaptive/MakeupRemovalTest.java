package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.visor.attack.Restorer;
import dev.visor.attack.TrainingPair;
import dev.visor.catalog.Catalog;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.recognizer.mesh.MeshPackage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes painted makeup off real faces of people, and of a style, that nothing was learned from. */
@Tag("model")
class MakeupRemovalTest {

    private static final int PEOPLE = 48;
    private static final int STUDIED = 36;
    private static final Seed SEED = new Seed(5);
    private static final List<String> PUBLIC = List.of("makeup-gothic", "makeup-plum", "makeup-smoky", "makeup-peach");
    private static final String UNKNOWN = "makeup-stage";

    private static Compute compute;
    private static List<TrainingPair> attacked;
    private static List<TrainingPair> noisy;
    private static List<TrainingPair> studied;
    private static Restorer trained;

    @BeforeAll
    static void learn() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        List<SubjectId> people = new ArrayList<>();
        List<FaceImage> faces = new ArrayList<>();
        List<PhotoFacts> facts = new ArrayList<>();
        see(Path.of(folder, "data/lfw"), people, faces, facts);
        studied = new ArrayList<>();
        for (String style : PUBLIC) {
            studied.addAll(painted(style, people, faces, facts).subList(0, STUDIED));
        }
        attacked = painted(UNKNOWN, people, faces, facts).subList(STUDIED, PEOPLE);
        noisy = painted("noise", people, faces, facts).subList(0, STUDIED);
        trained = learned(params(240), studied);
    }

    @AfterAll
    static void close() {
        if (compute != null) {
            trained.close();
            compute.close();
        }
    }

    @Test
    void makeupOfAStyleThatNobodyStudiedComesOffPeopleWhomNobodyStudied() {
        double painted = error(attacked, TrainingPair::protectedFace);

        assertThat(painted).isGreaterThan(5);
        assertThat(error(attacked, pair -> trained.purify(pair.protectedFace())))
                .isLessThan(.75 * painted);
    }

    @Test
    void beforeItIsTrainedNothingComesOff() {
        try (Restorer untrained = learned(params(0), studied)) {
            assertThat(attacked)
                    .allSatisfy(pair -> assertThat(
                                    untrained.purify(pair.protectedFace()).pixels())
                            .isEqualTo(pair.protectedFace().pixels()));
        }
    }

    @Test
    void whoStudiesNoiseTakesNoMakeupOff() {
        try (Restorer wrong = learned(params(60), noisy)) {
            double painted = error(attacked, TrainingPair::protectedFace);

            assertThat(error(attacked, pair -> wrong.purify(pair.protectedFace())))
                    .isGreaterThan(.95 * painted);
        }
    }

    @Test
    void cleanFacesStayAboutAsTheyAre() {
        assertThat(error(attacked, pair -> trained.purify(pair.original())))
                .as("mean change, in levels of 255")
                .isLessThan(.5 * error(attacked, TrainingPair::protectedFace));
    }

    @Test
    void aStoredNetworkWorksAlikeAndEqualSeedsGiveEqualBytes() {
        MakeupRemoval attack = new MakeupRemoval(params(9));
        List<TrainingPair> few = studied.subList(0, 12);
        byte[] weights = alone(() -> attack.learn(few, compute, SEED, epoch -> {}));
        byte[] same = alone(() -> attack.learn(few, compute, SEED, epoch -> {}));
        byte[] other = alone(() -> attack.learn(few, compute, new Seed(6), epoch -> {}));

        assertThat(weights).isEqualTo(same).isNotEqualTo(other);
        try (Restorer one = attack.load(weights, compute);
                Restorer two = attack.load(same, compute)) {
            FaceImage face = few.get(0).protectedFace();
            assertThat(one.purify(face).pixels()).isEqualTo(two.purify(face).pixels());
            assertThat(one.digest()).isEqualTo(two.digest());
        }
        assertThatThrownBy(() -> attack.load(new byte[20], compute)).isInstanceOf(InputError.class);
    }

    @Test
    void asLargeAShareAsGivenIsShownCleanAndHalfIsMirrored() {
        RandomGenerator random = new SplittableRandom(1);
        List<TrainingPair> many =
                Stream.generate(() -> attacked.get(0)).limit(2000).toList();

        List<TrainingPair> shown = MakeupRemover.varied(many, .2, random);

        assertThat(shown.stream()
                        .filter(pair -> pair.original() == pair.protectedFace()
                                || pair.original()
                                        .digest()
                                        .equals(pair.protectedFace().digest())))
                .hasSizeBetween(340, 460);
        assertThat(shown.stream()
                        .filter(pair -> pair.original() == attacked.get(0).original()))
                .hasSizeBetween(900, 1100);
    }

    @Test
    void facesOfOtherSidesAreRefusedWithASentence() {
        try (MakeupRemovalNet net = new MakeupRemovalNet(2, 3, SEED.generator(), compute.manager());
                NDManager scope = compute.manager().newSubManager()) {
            FaceImage face = new FaceImage(150, 150, new float[3 * 150 * 150]);

            assertThatThrownBy(() -> net.forward(Faces.stack(scope, List.of(face))))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("multiples of 16 pixels, got 150 x 150");
        }
    }

    private static Restorer learned(MakeupRemoval.Params params, List<TrainingPair> pairs) {
        MakeupRemoval attack = new MakeupRemoval(params);
        return attack.load(alone(() -> attack.learn(pairs, compute, SEED, epoch -> {})), compute);
    }

    private static MakeupRemoval.Params params(int steps) {
        return new MakeupRemoval.Params(PUBLIC, 8, 3, steps, 8, 2e-3, .2);
    }

    /** Mean absolute difference from the clean faces over the pixels that were painted, in levels of 255. */
    private static double error(List<TrainingPair> pairs, Function<TrainingPair, FaceImage> seen) {
        double sum = 0;
        int count = 0;
        for (TrainingPair pair : pairs) {
            float[] was = pair.original().pixels();
            float[] painted = pair.protectedFace().pixels();
            float[] is = seen.apply(pair).pixels();
            for (int i = 0; i < was.length; i++) {
                if (painted[i] != was[i]) {
                    sum += Math.abs(is[i] - was[i]);
                    count++;
                }
            }
        }
        return sum / count;
    }

    private static void see(Path lfw, List<SubjectId> people, List<FaceImage> faces, List<PhotoFacts> facts) {
        Set<SubjectId> known = new HashSet<>();
        try (MeshFinder finder = MeshPackage.finder(compute)) {
            for (FacePhoto photo : new Lfw(Lfw.VIEW_2).read("lfw", lfw).photos()) {
                if (people.size() == PEOPLE) {
                    return;
                }
                if (!known.add(photo.subject())) {
                    continue;
                }
                Photo pixels = ((Reading.Decoded) ImageFiles.read(photo.file())).photo();
                Landmarks landmarks = photo.landmarks().orElseThrow();
                Optional<FaceMesh> mesh = finder.find(pixels, landmarks);
                if (mesh.isPresent()) {
                    people.add(photo.subject());
                    faces.add(
                            FaceCropper.crop(pixels, landmarks, Crop.ARCFACE112).quantized());
                    facts.add(new PhotoFacts(landmarks, Optional.empty())
                            .with(mesh.get().moved(Crop.ARCFACE112.fit(landmarks))));
                }
            }
        }
    }

    private static List<TrainingPair> painted(
            String id, List<SubjectId> people, List<FaceImage> faces, List<PhotoFacts> facts) {
        Defense style = new Catalog(Home.PATH)
                .defenses().stream()
                        .filter(entry -> entry.id().equals(id))
                        .map(Entry::plugin)
                        .findFirst()
                        .orElseThrow();
        List<RandomGenerator> randoms = new ArrayList<>();
        faces.forEach(face -> randoms.add(new SplittableRandom(randoms.size())));
        DefenseContext context = new DefenseContext(new Surrogates(List.of(), compute), List.of(), randoms, facts);
        List<FaceImage> made = style.protect(faces, context);
        List<TrainingPair> pairs = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            pairs.add(new TrainingPair(people.get(i), faces.get(i), made.get(i).quantized()));
        }
        return pairs;
    }

    private static <T> T alone(Callable<T> training) {
        return compute.sideBySide(2, List.of(training)).get(0);
    }
}
