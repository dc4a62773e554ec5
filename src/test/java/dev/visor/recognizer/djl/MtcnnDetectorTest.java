package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.djl.MtcnnDetector.Settings;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("model")
class MtcnnDetectorTest {

    private static Path assets;
    private static Compute compute;
    private static MtcnnDetector mtcnn;

    @BeforeAll
    static void load() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.out.println("skipped: MTCNN needs VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        assets = Path.of(folder);
        compute = Compute.open("cpu");
        mtcnn = new MtcnnDetector(assets.resolve("models"), Settings.STANDARD, compute);
    }

    @AfterAll
    static void close() {
        if (mtcnn != null) {
            mtcnn.close();
            compute.close();
        }
    }

    @Test
    void agreesWithTheReferenceImplementationOnLfw() {
        DataSet lfw = new Lfw().read("lfw", assets.resolve("data/lfw"));
        List<Double> distances = new ArrayList<>();
        int none = 0;
        for (int i = 0; i < 20; i++) {
            FacePhoto face = lfw.photos().get(i * 661);
            List<DetectedFace> found = mtcnn.detect(photo(face.file()));
            if (found.isEmpty()) {
                none++;
            } else {
                distances.add(distance(
                        FaceChoice.largest(found).orElseThrow().landmarks(),
                        face.landmarks().orElseThrow()));
            }
        }
        distances.sort(null);

        assertThat(none).isZero();
        assertThat(distances.get(10)).as("median of %s", distances).isLessThan(.02);
    }

    @Test
    void findsTheSameFacesEveryTime() {
        Photo photo = photo(assets.resolve("data/lfw/images/Aaron_Eckhart/Aaron_Eckhart_0001.jpg"));

        assertThat(mtcnn.detect(photo)).isNotEmpty().isEqualTo(mtcnn.detect(photo));
    }

    @Test
    void findsNoFaceInAWallOrInAPhotoSmallerThanAFace() {
        byte[] grey = new byte[200 * 200 * 3];
        Arrays.fill(grey, (byte) 128);

        assertThat(mtcnn.detect(new Photo(200, 200, grey))).isEmpty();
        assertThat(mtcnn.detect(new Photo(8, 8, new byte[8 * 8 * 3]))).isEmpty();
        assertThat(mtcnn.detect(new Photo(300, 1, new byte[900]))).isEmpty();
    }

    @Test
    void ordersFacesFromTheLargest() {
        Photo one = photo(assets.resolve("data/lfw/images/Aaron_Eckhart/Aaron_Eckhart_0001.jpg"));
        List<DetectedFace> faces = mtcnn.detect(besideItsHalf(one));

        assertThat(faces).hasSizeGreaterThanOrEqualTo(2);
        assertThat(faces.get(0).box().left()).isLessThan(250);
        assertThat(faces.get(0).box().area())
                .isGreaterThan(3 * faces.get(1).box().area());
    }

    @Test
    void missesOnlyTheSmallestFacesOfAHugePhoto() {
        Photo one = photo(assets.resolve("data/lfw/images/Aaron_Eckhart/Aaron_Eckhart_0001.jpg"));
        Settings few = new Settings(40, .709, .6, .7, .7, 50 * 50);
        try (MtcnnDetector hasty = new MtcnnDetector(assets.resolve("models"), few, compute)) {
            assertThat(hasty.detect(one)).hasSize(1);
            assertThat(hasty.digest()).isNotEqualTo(mtcnn.digest());
        }
    }

    @Test
    void saysWhichNetIsMissing() {
        assertThatThrownBy(() -> new MtcnnDetector(assets, Settings.STANDARD, compute))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("mtcnn_pnet.pt");
    }

    private static Photo photo(Path file) {
        return ((Reading.Decoded) ImageFiles.read(file)).photo();
    }

    /** Mean distance of the five points, in pixels. */
    private static double distance(Landmarks a, Landmarks b) {
        List<Point> points = b.points();
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += a.points().get(i).distanceTo(points.get(i));
        }
        return sum / 5;
    }

    private static Photo besideItsHalf(Photo photo) {
        int w = photo.width();
        int h = photo.height();
        byte[] rgb = new byte[2 * w * h * 3];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < 2 * w; x++) {
                for (int c = 0; c < 3; c++) {
                    int u = x < w ? x : Math.min(w - 1, 2 * (x - w));
                    int v = x < w ? y : Math.min(h - 1, 2 * y);
                    rgb[(y * 2 * w + x) * 3 + c] = (byte) photo.at(u, v, c);
                }
            }
        }
        return new Photo(2 * w, h, rgb);
    }
}
