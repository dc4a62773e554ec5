package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makeup on real faces, with meshes of the package's network; the recognizers that it leads astray are random projections. */
@Tag("model")
class MakeupTest {

    private static final int SIDE = Crop.ARCFACE112.side();

    private static final List<String> EVERYTHING = List.of(
            "skin dcb49c opacity 0.2 softness 0.03",
            "cheeks c06a6a opacity 0.3 softness 0.12",
            "eye-shadow 3a2a3a opacity 0.55 softness 0.06",
            "eyeliner 101014 opacity 0.8 softness 0.01",
            "brows 2a1e18 opacity 0.4 softness 0.02",
            "lips 8c1426 opacity 0.75 softness 0.02");

    private static final List<FaceImage> FACES = new ArrayList<>();
    private static final List<PhotoFacts> FACTS = new ArrayList<>();

    private static Compute compute;

    @BeforeAll
    static void findMeshes() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        List<FacePhoto> photos =
                new Lfw(Lfw.VIEW_2).read("lfw", Path.of(folder, "data/lfw")).photos();
        try (MeshFinder finder = MeshPackage.finder(compute)) {
            for (int i = 0; i < 3; i++) {
                FacePhoto photo = photos.get(i * 997);
                Photo pixels = ((Reading.Decoded) ImageFiles.read(photo.file())).photo();
                Landmarks landmarks = photo.landmarks().orElseThrow();
                FaceMesh mesh = finder.find(pixels, landmarks).orElseThrow().moved(Crop.ARCFACE112.fit(landmarks));
                FACES.add(FaceCropper.crop(pixels, landmarks, Crop.ARCFACE112).quantized());
                FACTS.add(new PhotoFacts(landmarks, Optional.empty()).with(mesh));
            }
        }
    }

    @AfterAll
    static void close() {
        if (compute != null) {
            compute.close();
        }
    }

    @Test
    void eachRegionLiesWhereThePartOfTheFaceIs() {
        FaceMesh mesh = FACTS.get(0).mesh().orElseThrow();

        assertThat(at(FaceRegion.LIPS, mesh, middle(mesh, 0, 13))).isGreaterThan(0.9f);
        assertThat(at(FaceRegion.EYE_SHADOW, mesh, middle(mesh, 223, 159))).isGreaterThan(0.9f);
        assertThat(at(FaceRegion.BROWS, mesh, middle(mesh, 105, 52))).isGreaterThan(0.9f);
        assertThat(at(FaceRegion.CHEEKS, mesh, mesh.at(205))).isGreaterThan(0.9f);
        assertThat(at(FaceRegion.SKIN, mesh, mesh.at(1))).as("the nose").isGreaterThan(0.9f);
        for (FaceRegion region : FaceRegion.values()) {
            assertThat(at(region, mesh, middle(mesh, 159, 145)))
                    .as("%s in the eye", region)
                    .isLessThan(0.2f);
            assertThat(at(region, mesh, new Point(1, 1)))
                    .as("%s beside the face", region)
                    .isZero();
        }
        assertThat(at(FaceRegion.SKIN, mesh, middle(mesh, 0, 13))).isLessThan(0.1f);
    }

    @Test
    void aStyleMovesARegionToItsColorAndNothingElse() {
        List<String> lips = List.of("lips c0102a opacity 1 softness 0");
        Makeup makeup = new Makeup(new Makeup.Params(lips));

        for (int i = 0; i < FACES.size(); i++) {
            FaceImage painted = makeup.protect(FACES.subList(i, i + 1), context(i, i + 1, List.of()))
                    .get(0);

            float[] cover = Layer.of(lips).get(0).cover(FACTS.get(i).mesh().orElseThrow(), SIDE, SIDE);
            boolean[] area = makeup.area(FACES.get(i), FACTS.get(i)).orElseThrow();
            double[] mean = new double[FaceImage.CHANNELS];
            double weight = 0;
            for (int pixel = 0; pixel < cover.length; pixel++) {
                assertThat(area[pixel]).isEqualTo(cover[pixel] > 0);
                weight += cover[pixel] == 1 ? 1 : 0;
                for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                    int k = channel * cover.length + pixel;
                    mean[channel] += cover[pixel] == 1 ? painted.pixels()[k] : 0;
                    if (!area[pixel]) {
                        assertThat(painted.pixels()[k]).isEqualTo(FACES.get(i).pixels()[k]);
                    }
                }
            }
            assertThat(mean[0] / weight).isCloseTo(0xc0, within(12.));
            assertThat(mean[1] / weight).isCloseTo(0x10, within(12.));
            assertThat(mean[2] / weight).isCloseTo(0x2a, within(12.));
        }
    }

    @Test
    void slopesAreThoseOfFiniteDifferences() {
        SplittableRandom random = new SplittableRandom(5);
        List<Layer> layers = Layer.of(EVERYTHING);
        Painting painting = new Painting(FACES.get(1), FACTS.get(1).mesh().orElseThrow(), layers);
        float[] outer = new float[FACES.get(1).pixels().length];
        for (int i = 0; i < outer.length; i++) {
            outer[i] = (float) random.nextGaussian();
        }
        double[] numbers = Painting.numbers(layers);

        double[] slopes = painting.slopes(numbers, outer);

        for (int i = 0; i < numbers.length; i++) {
            // Small: a pixel of full brightness does not follow its color.
            double step = (i + 1) % Painting.NUMBERS == 0 ? 0.01 : 0.05;
            double[] more = numbers.clone();
            double[] less = numbers.clone();
            more[i] += step;
            less[i] -= step;
            double slope =
                    (product(painting.painted(more), outer) - product(painting.painted(less), outer)) / (2 * step);
            assertThat(slopes[i]).as("number %d", i).isCloseTo(slope, within(0.1 + 0.02 * Math.abs(slope)));
        }
    }

    @Test
    void theAdversaryFindsColorsThatAreLessLikeThePersonThanTheStyle() {
        AdversarialMakeup.Params params = new AdversarialMakeup.Params(EVERYTHING, 40, 0.03, 0.9);
        AdversarialMakeup adversary = new AdversarialMakeup(params);
        List<LinearRecognizer> surrogates = List.of(recognizer("one"), recognizer("two"));

        List<FaceImage> together = adversary.protect(FACES, context(0, FACES.size(), surrogates));

        List<FaceImage> style =
                new Makeup(new Makeup.Params(EVERYTHING)).protect(FACES, context(0, FACES.size(), List.of()));
        for (int i = 0; i < FACES.size(); i++) {
            assertThat(cosine(surrogates, FACES.get(i), together.get(i)))
                    .isLessThan(cosine(surrogates, FACES.get(i), style.get(i)) - 0.005);
            boolean[] area = adversary.area(FACES.get(i), FACTS.get(i)).orElseThrow();
            for (int k = 0; k < together.get(i).pixels().length; k++) {
                if (!area[k % area.length]) {
                    assertThat(together.get(i).pixels()[k])
                            .isEqualTo(FACES.get(i).pixels()[k]);
                }
            }
        }
        FaceImage alone = adversary
                .protect(FACES.subList(1, 2), context(1, 2, surrogates))
                .get(0);
        // Sums over a batch of another size may round otherwise: at most the next of 256 levels.
        float[] inBatch = together.get(1).quantized().pixels();
        float[] byItself = alone.quantized().pixels();
        for (int k = 0; k < inBatch.length; k++) {
            assertThat(byItself[k]).as("value %s", k).isCloseTo(inBatch[k], within(1f));
        }
    }

    @Test
    void aFaceWithoutAMeshStaysAsItIs() {
        PhotoFacts unknown = new PhotoFacts(FACTS.get(0).landmarks(), Optional.empty());
        DefenseContext context = new DefenseContext(
                new Surrogates(List.of(recognizer("one")), compute), List.of(), List.of(), List.of(unknown));
        AdversarialMakeup adversary = new AdversarialMakeup(new AdversarialMakeup.Params(EVERYTHING, 1, 0.03, 0.9));

        assertThat(adversary.protect(FACES.subList(0, 1), context)).containsExactly(FACES.get(0));
        assertThat(new Makeup(new Makeup.Params(EVERYTHING)).protect(FACES.subList(0, 1), context))
                .containsExactly(FACES.get(0));
        assertThat(adversary.area(FACES.get(0), unknown).orElseThrow()).doesNotContain(true);
    }

    private static float at(FaceRegion region, FaceMesh mesh, Point point) {
        float[] cover = new Layer(region, List.of(0., 0., 0.), 1, 0.01).cover(mesh, SIDE, SIDE);
        return cover[(int) Math.round(point.y()) * SIDE + (int) Math.round(point.x())];
    }

    private static Point middle(FaceMesh mesh, int one, int other) {
        Point a = mesh.at(one);
        Point b = mesh.at(other);
        return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    }

    private static double product(FaceImage face, float[] outer) {
        double sum = 0;
        for (int i = 0; i < outer.length; i++) {
            sum += (double) face.pixels()[i] * outer[i];
        }
        return sum;
    }

    private static double cosine(List<LinearRecognizer> recognizers, FaceImage one, FaceImage other) {
        double sum = 0;
        try (NDManager memory = compute.manager().newSubManager()) {
            for (LinearRecognizer recognizer : recognizers) {
                NDArray rows = recognizer.embed(Faces.stack(memory, List.of(one, other)));
                sum += rows.get(0).mul(rows.get(1)).sum().getFloat();
            }
        }
        return sum / recognizers.size();
    }

    private static DefenseContext context(int from, int to, List<LinearRecognizer> surrogates) {
        return new DefenseContext(
                new Surrogates(List.copyOf(surrogates), compute), List.of(), List.of(), FACTS.subList(from, to));
    }

    private static LinearRecognizer recognizer(String id) {
        RecognizerCard card = new RecognizerCard(
                id,
                "torchscript",
                "",
                new RecognizerCard.Asset("", id),
                Digest.of("weights of " + id),
                Crop.ARCFACE112,
                LinearRecognizer.DIMENSION,
                "",
                "",
                "",
                List.of(),
                Map.of());
        return new LinearRecognizer(card, compute);
    }
}
