package dev.visor.defense.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.OwnerRule;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.image.JpegRoundTrip;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Resampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A watermark on real faces of people whom it was never trained on, at 48 pixels and after few steps: the figures of whole faces are better. */
@Tag("model")
class RealWatermarkTest {

    private static final int SIDE = 48;
    private static final int TRAINED = 80;
    private static final int UNSEEN = 24;
    private static final int STEPS = 120;

    private static Compute compute;
    private static Watermark watermark;
    private static List<FaceImage> faces;
    private static List<FaceImage> marked;

    @BeforeAll
    static void train() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        List<FacePhoto> photos =
                new Lfw(Lfw.VIEW_2).read("lfw", Path.of(folder, "data/lfw")).photos();
        List<FaceImage> all = IntStream.range(0, TRAINED + UNSEEN)
                .mapToObj(i -> crop(photos.get(i * 127)))
                .toList();
        Watermark untrained =
                new Watermark(new Watermark.Plain(30, 12 / 255., 1, 1000, 1e-3, STEPS, 8, 2e-3, .0005, .2, 1));
        watermark = untrained.trained(
                untrained.train(all.subList(0, TRAINED), nobody(), new Seed(1), Checkpoints.none(), epoch -> {}));
        faces = all.subList(TRAINED, TRAINED + UNSEEN);
        marked = IntStream.range(0, UNSEEN)
                .mapToObj(i -> mark(faces.get(i), person(i)))
                .toList();
    }

    @AfterAll
    static void close() {
        if (compute != null) {
            compute.close();
        }
    }

    @Test
    void theBitsOfPeopleNeverTrainedOnAreRead() {
        assertThat(accuracy(marked, UnaryOperator.identity())).isGreaterThan(.9);
    }

    @Test
    void theyAreReadAfterCompressionByARealCodec() {
        assertThat(accuracy(marked, face -> JpegRoundTrip.of(face, 70))).isGreaterThan(.8);
    }

    @Test
    void anUnmarkedFaceAndARandomCodewordGiveHalf() {
        assertThat(accuracy(faces, UnaryOperator.identity())).isBetween(.4, .6);
        int wrong = 0;
        List<boolean[]> read = watermark.read(marked, nobody());
        for (int i = 0; i < UNSEEN; i++) {
            wrong += OwnerRule.distance(read.get(i), watermark.codeword(new SubjectId("nobody " + i)));
        }
        assertThat(wrong / (30. * UNSEEN)).isBetween(.4, .6);
    }

    /** Anybody who has one face with and without its mark can put it on another: what is read names an owner, and proves nothing. */
    @Test
    void aResidualThatIsCopiedOntoSomebodyElseNamesTheFirst() {
        List<FaceImage> forged = new ArrayList<>();
        for (int i = 0; i < UNSEEN; i++) {
            forged.add(add(faces.get((i + 1) % UNSEEN), residual(i), 1));
        }

        assertThat(accuracy(forged, UnaryOperator.identity())).isGreaterThan(.85);
    }

    /** The mean residual of some marked faces of one person, taken from another of that person. */
    @Test
    void whoHasSeveralMarkedPhotosOfAPersonCanTakeTheMarkOff() {
        float[] mean = new float[3 * SIDE * SIDE];
        for (int i = 0; i < 8; i++) {
            FaceImage one = mark(faces.get(i), person(0));
            for (int k = 0; k < mean.length; k++) {
                mean[k] += (one.pixels()[k] - faces.get(i).pixels()[k]) / 8;
            }
        }
        List<FaceImage> cleaned = IntStream.range(8, UNSEEN)
                .mapToObj(i -> add(mark(faces.get(i), person(0)), mean, -1))
                .toList();

        int wrong = 0;
        for (boolean[] word : watermark.read(cleaned, nobody())) {
            wrong += OwnerRule.distance(word, watermark.codeword(person(0)));
        }
        assertThat(wrong / (30. * cleaned.size())).isGreaterThan(.2);
    }

    /** Both lie over each other: neither owner is read as well as from a face that carries one name. */
    @Test
    void aSecondMarkSpoilsTheFirst() {
        List<FaceImage> twice = IntStream.range(0, UNSEEN)
                .mapToObj(i -> mark(marked.get(i), new SubjectId("second " + i)))
                .toList();

        assertThat(accuracy(twice, UnaryOperator.identity())).isBetween(.6, .9);
    }

    private static double accuracy(List<FaceImage> shown, UnaryOperator<FaceImage> change) {
        List<boolean[]> read = watermark.read(shown.stream().map(change).toList(), nobody());
        int wrong = 0;
        for (int i = 0; i < shown.size(); i++) {
            wrong += OwnerRule.distance(read.get(i), watermark.codeword(person(i)));
        }
        return 1 - wrong / (30. * shown.size());
    }

    private static FaceImage mark(FaceImage face, SubjectId person) {
        return watermark
                .marked(List.of(face), Collections.singletonList(watermark.codeword(person)), nobody())
                .get(0)
                .quantized();
    }

    private static float[] residual(int i) {
        float[] residual = marked.get(i).pixels().clone();
        for (int k = 0; k < residual.length; k++) {
            residual[k] -= faces.get(i).pixels()[k];
        }
        return residual;
    }

    private static FaceImage add(FaceImage face, float[] residual, float factor) {
        float[] pixels = face.pixels().clone();
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] += factor * residual[k];
        }
        return new FaceImage(face.width(), face.height(), pixels).quantized();
    }

    private static SubjectId person(int i) {
        return new SubjectId("person " + i);
    }

    private static FaceImage crop(FacePhoto photo) {
        Reading.Decoded decoded = (Reading.Decoded) ImageFiles.read(photo.file());
        FaceImage face = FaceCropper.crop(decoded.photo(), photo.landmarks().orElseThrow(), Crop.ARCFACE112);
        return Resampling.resize(face, SIDE, SIDE).quantized();
    }

    private static Surrogates nobody() {
        return new Surrogates(List.of(), compute);
    }
}
