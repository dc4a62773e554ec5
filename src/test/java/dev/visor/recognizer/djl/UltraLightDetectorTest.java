package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.layout.LabelledPhotos;
import dev.visor.dataset.layout.Lfw;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("model")
class UltraLightDetectorTest {

    /** As the labels were made; the mean over five points, in distances between the eyes. */
    private static final double SAME_POINTS = .03;

    @Test
    void findsEveryFaceOfTheSamplePhotosWhereItsLabelSays() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        try (UltraLightDetector detector = NpmPackages.ultraLight()) {
            for (var photo : samples().photos().stream()
                    .collect(Collectors.groupingBy(FacePhoto::file))
                    .entrySet()) {
                List<DetectedFace> faces = new ArrayList<>(detector.detect(decoded(photo.getKey())));
                counts.put(photo.getKey().getFileName().toString(), faces.size());
                for (FacePhoto labelled : photo.getValue()) {
                    Landmarks label = labelled.landmarks().orElseThrow();
                    DetectedFace nearest = faces.stream()
                            .min(Comparator.comparingDouble(face -> distance(face.landmarks(), label)))
                            .orElseThrow();

                    assertThat(distance(nearest.landmarks(), label))
                            .as("%s", labelled.id())
                            .isLessThan(SAME_POINTS);
                    faces.remove(nearest);
                }
            }
        }
        assertThat(counts)
                .isEqualTo(Map.of(
                        "sample1.jpg",
                        3,
                        "sample2.jpg",
                        3,
                        "sample3.jpg",
                        3,
                        "sample4.jpg",
                        4,
                        "sample5.jpg",
                        5,
                        "sample6.jpg",
                        4));
    }

    @Test
    void pointsLieNearThoseOfMtcnnOnLfw() throws IOException {
        DataSet lfw = new Lfw().read("lfw", NpmPackages.asset("data/lfw"));
        try (UltraLightDetector detector = NpmPackages.ultraLight()) {
            double sum = 0;
            for (int i = 0; i < 20; i++) {
                FacePhoto photo = lfw.photos().get(i * 661);
                Landmarks mtcnn = photo.landmarks().orElseThrow();
                sum += detector.detect(decoded(photo.file())).stream()
                        .mapToDouble(face -> distance(face.landmarks(), mtcnn))
                        .min()
                        .orElseThrow();
            }
            assertThat(sum / 20).isLessThan(.07);
        }
    }

    @Test
    void tellsTheLargestFaceFirst() throws IOException {
        try (UltraLightDetector detector = NpmPackages.ultraLight()) {
            List<DetectedFace> faces =
                    detector.detect(decoded(samples().photos().get(0).file()));

            assertThat(faces)
                    .isSortedAccordingTo(Comparator.comparingDouble(
                                    (DetectedFace face) -> face.box().area())
                            .reversed());
        }
    }

    @Test
    void findsNobodyInAGreyPhoto() {
        byte[] grey = new byte[250 * 200 * 3];
        java.util.Arrays.fill(grey, (byte) 127);
        try (UltraLightDetector detector = NpmPackages.ultraLight()) {
            assertThat(detector.detect(new Photo(250, 200, grey))).isEmpty();
        }
    }

    private static DataSet samples() {
        NpmPackages.dlibWeights();
        return new LabelledPhotos(Path.of("suites/datasets/samples.csv"))
                .read("samples", NpmPackages.CACHE.folder(NpmPackages.FACE_API).resolve("demo"));
    }

    private static double distance(Landmarks face, Landmarks label) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += face.points().get(i).distanceTo(label.points().get(i)) / 5;
        }
        return sum / label.leftEye().distanceTo(label.rightEye());
    }

    private static Photo decoded(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            int argb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
            rgb[i] = (byte) (argb >> 16);
            rgb[i + 1] = (byte) (argb >> 8);
            rgb[i + 2] = (byte) argb;
        }
        return new Photo(image.getWidth(), image.getHeight(), rgb);
    }
}
