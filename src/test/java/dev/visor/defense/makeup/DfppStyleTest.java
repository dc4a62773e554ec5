package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.defense.makeup.DfppStyle.Carrier;
import dev.visor.defense.makeup.DfppStyle.Goal;
import dev.visor.defense.makeup.DfppStyle.Params;
import dev.visor.defense.makeup.DfppStyle.Terms;
import dev.visor.external.LocalFiles;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.recognizer.mesh.MeshPackage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makeup by an untrained network on real faces of 64 pixels, after few steps, before a recognizer that is a random projection. */
@Tag("model")
class DfppStyleTest {

    private static final Crop CROP = Crop.ARCFACE64;

    private static final List<String> STYLE = List.of(
            "skin f0c8b4 opacity 0.5 softness 0.03",
            "eye-shadow 20407a opacity 0.8 softness 0.06",
            "lips 8c1426 opacity 0.9 softness 0.02");

    private static final LocalFiles NOBODY = new LocalFiles(Path.of("."), new TreeMap<>());

    private static final List<FaceImage> FACES = new ArrayList<>();
    private static final List<PhotoFacts> FACTS = new ArrayList<>();

    private static Compute compute;
    private static Surrogates surrogates;
    private static List<FaceImage> made;
    private static List<FaceImage> makeup;

    @BeforeAll
    static void protect() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        List<FacePhoto> photos =
                new Lfw(Lfw.VIEW_2).read("lfw", Path.of(folder, "data/lfw")).photos();
        try (MeshFinder finder = MeshPackage.finder(compute)) {
            for (int i = 0; i < 2; i++) {
                FacePhoto photo = photos.get(i * 997);
                Photo pixels = ((Reading.Decoded) ImageFiles.read(photo.file())).photo();
                Landmarks landmarks = photo.landmarks().orElseThrow();
                FaceMesh mesh = finder.find(pixels, landmarks).orElseThrow().moved(CROP.fit(landmarks));
                FACES.add(FaceCropper.crop(pixels, landmarks, CROP).quantized());
                FACTS.add(new PhotoFacts(landmarks, Optional.empty()).with(mesh));
            }
        }
        surrogates = new Surrogates(List.of(recognizer()), compute);
        made = new DfppStyle(params(Carrier.DECODER, Terms.ALL)).protect(FACES, context(0, 2));
        // Alone, makeup is cheap, so that it may come nearer to where it goes.
        Params longer = new Params(
                STYLE,
                NOBODY,
                Carrier.DECODER,
                Correspondence.REGIONS,
                Terms.MAKEUP_ALONE,
                Goal.DODGING,
                30,
                70,
                .007,
                10,
                5,
                10,
                1);
        makeup = new DfppStyle(longer).protect(FACES, context(0, 2));
    }

    @AfterAll
    static void close() {
        if (compute != null) {
            compute.close();
        }
    }

    @Test
    void theWarmStartNearsThePhotoAndThenTheLossFalls() {
        for (Carrier carrier : Carrier.values()) {
            MakeupDescent descent = new MakeupDescent(params(carrier, Terms.ALL), surrogates);

            descent.run(task(0), List.of(), new SplittableRandom(1));

            List<Float> losses = descent.losses();
            assertThat(losses.get(losses.size() - 1)).as("%s", carrier).isLessThan(0.8f * losses.get(0));
            if (carrier == Carrier.DECODER) {
                List<Float> warm = descent.warm();
                assertThat(warm.get(warm.size() - 1)).isLessThan(0.4f * warm.get(0));
            }
        }
    }

    @Test
    void nothingChangesBesideItsArea() {
        DfppStyle defense = new DfppStyle(params(Carrier.DECODER, Terms.ALL));
        for (int i = 0; i < FACES.size(); i++) {
            boolean[] area = defense.area(FACES.get(i), FACTS.get(i)).orElseThrow();
            int beside = 0;
            for (int k = 0; k < made.get(i).pixels().length; k++) {
                if (!area[k % area.length]) {
                    beside++;
                    assertThat(made.get(i).pixels()[k]).isEqualTo(FACES.get(i).pixels()[k]);
                }
            }
            assertThat(beside).isPositive();
        }
    }

    @Test
    void theSamePhotoAndSeedGiveTheSameBytesInWhateverCompany() {
        FaceImage alone = new DfppStyle(params(Carrier.DECODER, Terms.ALL))
                .protect(FACES.subList(1, 2), context(1, 2))
                .get(0);

        assertThat(alone.pixels()).isEqualTo(made.get(1).pixels());
    }

    @Test
    void eachRegionsColorsMoveToTheReference() {
        for (int i = 0; i < FACES.size(); i++) {
            try (NDManager memory = compute.manager().newSubManager()) {
                MakeupDescent.Task task = task(i);
                PriorLoss loss = new PriorLoss(FACES.get(i), task.target(), task.regions(), memory);

                float before = loss.makeup(loss.photo()).getFloat();
                float after = loss.makeup(Faces.stack(memory, makeup.subList(i, i + 1)))
                        .getFloat();

                assertThat(after).isLessThan(0.8f * before);
            }
        }
    }

    @Test
    void theIdentityTermIsWhatLeadsRecognizersAstray() {
        assertThat(new DfppStyle(params(Carrier.DECODER, Terms.MAKEUP_ALONE)).needsSurrogates())
                .isFalse();
        assertThat(new DfppStyle(params(Carrier.DECODER, Terms.IDENTITY_ALONE)).needsSurrogates())
                .isTrue();
        for (int i = 0; i < FACES.size(); i++) {
            assertThat(cosine(FACES.get(i), made.get(i))).isLessThan(cosine(FACES.get(i), makeup.get(i)) - 0.05);
        }
    }

    @Test
    void withoutCorrespondenceTheColorsOfAllRegionsAreOneHistogram() {
        MakeupDescent.Task apart = task(0);
        MakeupDescent.Task merged = MakeupDescent.Task.of(
                FACES.get(0), apart.regions(), reference(0), apart.regions(), Correspondence.NONE);

        assertThat(merged.target().pixels()).isNotEqualTo(apart.target().pixels());
        assertThat(merged.condition()).isNotEqualTo(apart.condition());
        // The painted photo has its texture: what is likest is next to the same place.
        assertThat(distance(apart.condition(), CosineBank.of(reference(0)))).isLessThan(0.01);
    }

    @Test
    void aTargetIsNeededOnlyToBeLikeIt() {
        Params towards = with(Goal.IMPERSONATION, 1);

        assertThat(new DfppStyle(towards).needsTargets()).isTrue();
        assertThat(new DfppStyle(with(Goal.DODGING, 1)).needsTargets()).isFalse();
        FaceImage unlike = made.get(0);
        FaceImage like = new DfppStyle(params(Carrier.DECODER, Terms.ALL, Goal.IMPERSONATION))
                .protect(
                        FACES.subList(0, 1),
                        new DefenseContext(surrogates, FACES.subList(1, 2), randoms(0, 1), FACTS.subList(0, 1)))
                .get(0);
        assertThat(cosine(FACES.get(1), like)).isGreaterThan(cosine(FACES.get(1), unlike));
    }

    @Test
    void aFaceWithoutAMeshStaysAndOneOfAnotherSizeIsRefused() {
        PhotoFacts unknown = new PhotoFacts(FACTS.get(0).landmarks(), Optional.empty());
        DfppStyle defense = new DfppStyle(params(Carrier.DECODER, Terms.ALL));
        DefenseContext blind = new DefenseContext(surrogates, List.of(), randoms(0, 1), List.of(unknown));

        assertThat(defense.protect(FACES.subList(0, 1), blind)).containsExactly(FACES.get(0));
        FaceImage odd = new FaceImage(60, 60, new float[3 * 60 * 60]);
        assertThatThrownBy(() -> defense.protect(List.of(odd), context(0, 1)))
                .isInstanceOf(InputError.class)
                .hasMessage("dfpp-style wants faces whose sides are multiples of 8 pixels, got 60 x 60");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> with(Goal.DODGING, 0)).hasMessageStartingWith("warm_steps must be at least 1");
        assertThatThrownBy(() -> new Params(
                        STYLE,
                        NOBODY,
                        Carrier.PIXELS,
                        Correspondence.NONE,
                        Terms.ALL,
                        Goal.DODGING,
                        0,
                        1,
                        .1,
                        -1,
                        1,
                        1,
                        1))
                .hasMessage("preserve must be a weight of at least 0, got -1.0");
        assertThatThrownBy(() -> new Params(
                        STYLE,
                        NOBODY,
                        Carrier.PIXELS,
                        Correspondence.NONE,
                        Terms.ALL,
                        Goal.DODGING,
                        0,
                        0,
                        .1,
                        1,
                        1,
                        1,
                        1))
                .hasMessage("steps must be at least 1, got 0");
    }

    private static Params with(Goal goal, int warm) {
        return new Params(
                STYLE, NOBODY, Carrier.DECODER, Correspondence.REGIONS, Terms.ALL, goal, warm, 1, .005, 10, 5, 10, 1);
    }

    private static Params params(Carrier carrier, Terms terms) {
        return params(carrier, terms, Goal.DODGING);
    }

    private static Params params(Carrier carrier, Terms terms, Goal goal) {
        return new Params(
                STYLE,
                NOBODY,
                carrier,
                Correspondence.REGIONS,
                terms,
                goal,
                carrier == Carrier.DECODER ? 15 : 0,
                20,
                .01,
                10,
                5,
                10,
                1);
    }

    private static FaceImage reference(int i) {
        List<Layer> layers = Layer.of(STYLE);
        return new Painting(FACES.get(i), FACTS.get(i).mesh().orElseThrow(), layers).painted(Painting.numbers(layers));
    }

    private static MakeupDescent.Task task(int i) {
        MakeupRegions regions =
                MakeupRegions.on(FACES.get(i), FACTS.get(i).mesh().orElseThrow(), Layer.of(STYLE));
        return MakeupDescent.Task.of(FACES.get(i), regions, reference(i), regions, Correspondence.REGIONS);
    }

    private static double distance(float[] some, float[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += Math.abs(some[i] - others[i]);
        }
        return sum / some.length;
    }

    private static double cosine(FaceImage one, FaceImage other) {
        try (NDManager memory = compute.manager().newSubManager()) {
            NDArray rows = surrogates.recognizers().get(0).embed(Faces.stack(memory, List.of(one, other)));
            return rows.get(0).mul(rows.get(1)).sum().getFloat();
        }
    }

    private static List<RandomGenerator> randoms(int from, int to) {
        List<RandomGenerator> randoms = new ArrayList<>();
        for (int i = from; i < to; i++) {
            randoms.add(new SplittableRandom(i));
        }
        return randoms;
    }

    private static DefenseContext context(int from, int to) {
        return new DefenseContext(surrogates, List.of(), randoms(from, to), FACTS.subList(from, to));
    }

    private static LinearRecognizer recognizer() {
        RecognizerCard card = new RecognizerCard(
                "one",
                "torchscript",
                "",
                new RecognizerCard.Asset("", "one"),
                Digest.of("weights of one"),
                CROP,
                LinearRecognizer.DIMENSION,
                "",
                "",
                "",
                List.of(),
                Map.of());
        return new LinearRecognizer(card, compute);
    }
}
