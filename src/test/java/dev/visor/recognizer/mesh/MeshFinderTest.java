package dev.visor.recognizer.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Lfw;
import dev.visor.recognizer.mesh.MeshFinder.Answer;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network as read from its file, against TensorFlow Lite's own interpreter, and meshes on real photos. */
@Tag("model")
class MeshFinderTest {

    private static final int SIDE = MeshView.SIDE;

    private static Compute compute;
    private static MeshFinder finder;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
        finder = MeshPackage.finder(compute);
    }

    @AfterAll
    static void close() {
        if (finder != null) {
            finder.close();
        }
        compute.close();
    }

    /** Numbers of TensorFlow 2.21, its reference kernels. */
    @Test
    void theNetworkAnswersAsTensorFlowLiteDoes() {
        float[] pixels = new float[3 * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / (SIDE * SIDE);
            int y = i / SIDE % SIDE;
            int x = i % SIDE;
            pixels[i] = (x * x + 3 * y * y + 40 * channel * x + 17 * y) % 256 / 255f;
        }

        Answer answer = finder.ask(pixels);

        double sum = 0;
        for (float number : answer.numbers()) {
            sum += number;
        }
        assertThat(answer.numbers()).hasSize(3 * MeshTopology.POINTS);
        assertThat(answer.numbers()[0]).isCloseTo(114.28727f, within(1e-3f));
        assertThat(answer.numbers()[100]).isCloseTo(78.3806f, within(1e-3f));
        assertThat(answer.numbers()[701]).isCloseTo(-3.5325f, within(1e-3f));
        assertThat(answer.numbers()[1403]).isCloseTo(19.73861f, within(1e-3f));
        assertThat(sum).isCloseTo(98249.9304, within(.05));
        assertThat(answer.face()).isCloseTo(-8.98573f, within(1e-3f));
    }

    @Test
    void theMeshLiesOnTheLandmarksOfRealFaces() {
        for (FacePhoto photo : photos(6)) {
            Landmarks landmarks = photo.landmarks().orElseThrow();
            FaceMesh mesh = finder.find(pixels(photo), landmarks).orElseThrow();

            double most = .2 * landmarks.leftEye().distanceTo(landmarks.rightEye());
            assertThat(middle(mesh, 33, 133).distanceTo(landmarks.leftEye())).isLessThan(most);
            assertThat(middle(mesh, 362, 263).distanceTo(landmarks.rightEye())).isLessThan(most);
            assertThat(middle(mesh, 1, 4).distanceTo(landmarks.nose())).isLessThan(most);
            assertThat(mesh.at(61).distanceTo(landmarks.leftMouth())).isLessThan(most);
            assertThat(mesh.at(291).distanceTo(landmarks.rightMouth())).isLessThan(most);
            assertThat(mesh.depth(1)).as("the nose is nearer than the cheek").isLessThan(mesh.depth(234));
        }
    }

    @Test
    void aPhotoOnItsSideHasTheSameMeshOnItsSide() {
        FacePhoto photo = photos(1).get(0);
        Photo upright = pixels(photo);
        Landmarks landmarks = photo.landmarks().orElseThrow();
        SimilarityTransform turn = new SimilarityTransform(0, 1, upright.height() - 1, 0);
        Landmarks turned =
                Landmarks.of(landmarks.points().stream().map(turn::apply).toList());

        FaceMesh expected = finder.find(upright, landmarks).orElseThrow().moved(turn);
        FaceMesh mesh = finder.find(onItsSide(upright), turned).orElseThrow();

        for (int i = 0; i < MeshTopology.POINTS; i++) {
            assertThat(mesh.at(i).distanceTo(expected.at(i))).isLessThan(.1);
        }
    }

    @Test
    void whatShowsNoFaceHasNoMesh() {
        byte[] plain = new byte[3 * 250 * 250];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i * 31 % 97);
        }
        Landmarks landmarks = photos(1).get(0).landmarks().orElseThrow();

        Optional<FaceMesh> mesh = finder.find(new Photo(250, 250, plain), landmarks);

        assertThat(mesh).isEmpty();
    }

    @Test
    void theMeshHasTheTrianglesAndTheTextureOfThePackage() {
        FacePhoto photo = photos(1).get(0);
        MeshTopology topology = finder.find(pixels(photo), photo.landmarks().orElseThrow())
                .orElseThrow()
                .topology();

        assertThat(topology.triangles()).hasSize(3 * 898).startsWith(173, 155, 133);
        assertThat(topology.texture()).hasSize(2 * MeshTopology.POINTS).startsWith(.499977f, .652534f);
    }

    @Test
    void aFaceThatLooksIntoTheCameraIsSeenAlmostWhole() {
        FacePhoto photo = photos(1).get(0);
        FaceMesh mesh =
                finder.find(pixels(photo), photo.landmarks().orElseThrow()).orElseThrow();

        int seen = new TextureWarp(mesh, 250, 250, SIDE).pixels().length;

        assertThat(seen / outline(mesh)).isBetween(.95, 1.05);
    }

    /** The area within the face's outline, by the shoelace formula over the points of its silhouette. */
    private static double outline(FaceMesh mesh) {
        int[] silhouette = {
            10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149,
            150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
        };
        double sum = 0;
        for (int i = 0; i < silhouette.length; i++) {
            Point here = mesh.at(silhouette[i]);
            Point next = mesh.at(silhouette[(i + 1) % silhouette.length]);
            sum += here.x() * next.y() - next.x() * here.y();
        }
        return Math.abs(sum) / 2;
    }

    private static Point middle(FaceMesh mesh, int one, int other) {
        Point a = mesh.at(one);
        Point b = mesh.at(other);
        return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    }

    private static Photo onItsSide(Photo photo) {
        byte[] rgb = new byte[photo.rgb().length];
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[(x * photo.height() + photo.height() - 1 - y) * 3 + channel] = (byte) photo.at(x, y, channel);
                }
            }
        }
        return new Photo(photo.height(), photo.width(), rgb);
    }

    private static List<FacePhoto> photos(int count) {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
            return Assumptions.abort("VISOR_ASSETS is not set");
        }
        List<FacePhoto> all =
                new Lfw(Lfw.VIEW_2).read("lfw", Path.of(folder, "data/lfw")).photos();
        List<FacePhoto> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(all.get(i * (all.size() / count)));
        }
        return some;
    }

    private static Photo pixels(FacePhoto photo) {
        return ((Reading.Decoded) ImageFiles.read(photo.file())).photo();
    }
}
