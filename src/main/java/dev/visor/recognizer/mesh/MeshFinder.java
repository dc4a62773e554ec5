package dev.visor.recognizer.mesh;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Digest;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.djl.ConvertedNet;
import dev.visor.recognizer.djl.PhotoPatch;
import dev.visor.recognizer.onnx.ConvertedGraph;
import dev.visor.recognizer.tflite.TfLiteGraph;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Lays a mesh over a face whose five landmarks are known, by MediaPipe's face mesh network.
 *
 * <p>Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019; network and mesh as {@code @mediapipe/face_mesh} ships them
 * (Apache-2.0). Each face is looked at twice, the second time in a square around the mesh of the first, as MediaPipe follows a face from frame to frame.
 */
public final class MeshFinder implements AutoCloseable {

    /** The package's file holds several; where network and mesh lie in it, its own index says. */
    private static final int NETWORK = 2_495_952;

    private static final int METADATA = 3_737_848;
    private static final int END = 3_757_224;

    /** The network's answer whether it was shown a face is the logarithm of the odds; even odds are enough, as in MediaPipe. */
    private static final float EVEN = 0;

    private static final float MOST = 255;

    /** Heights that a portrait's face may have, in shares of the photo's shorter side, the likeliest first. */
    private static final double[] SHARES = {0.5, 0.65, 0.4, 0.85, 0.3, 0.2};

    private final Digest digest;
    private final MeshTopology topology;
    private final NDManager memory;
    private final ConvertedNet network;

    /**
     * Loads the network.
     *
     * @param packed {@code face_mesh_solution_packed_assets.data}, pinned by its digest
     */
    public MeshFinder(ModelFile packed, Compute compute) {
        byte[] file = packed.bytes();
        if (file.length < END) {
            throw new IllegalArgumentException(
                    "%s has %d bytes, and the mesh ends at %d".formatted(packed.path(), file.length, END));
        }
        this.digest = packed.sha256();
        this.topology = MeshTopology.read(Arrays.copyOfRange(file, METADATA, END));
        ConvertedGraph graph = ConvertedGraph.of(TfLiteGraph.of(Arrays.copyOfRange(file, NETWORK, METADATA)));
        this.network = new ConvertedNet(graph, DataType.FLOAT32, compute);
        this.memory = compute.manager().newSubManager();
    }

    /** Stands for weights and mesh in keys; the code stands beside it. */
    public Digest digest() {
        return digest;
    }

    /**
     * Looks for the mesh of a face.
     *
     * @param landmarks of the face, in pixels of the photo
     * @return in pixels of the photo; empty where the network says that it sees no face
     */
    public Optional<FaceMesh> find(Photo photo, Landmarks landmarks) {
        return look(photo, MeshView.around(landmarks)).flatMap(mesh -> look(photo, MeshView.around(mesh)));
    }

    /**
     * Looks for the mesh of the one face of a portrait whose landmarks nobody knows: upright, in its middle, in several sizes. The first that is
     * still a face after two more looks is taken.
     *
     * @return in pixels of the photo; empty where the network says that it sees no face
     */
    public Optional<FaceMesh> find(Photo portrait) {
        return DoubleStream.of(SHARES)
                .mapToObj(share -> look(portrait, MeshView.inMiddle(portrait.width(), portrait.height(), share))
                        .flatMap(mesh -> look(portrait, MeshView.around(mesh)))
                        .flatMap(mesh -> look(portrait, MeshView.around(mesh))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<FaceMesh> look(Photo photo, SimilarityTransform toPhoto) {
        float[] pixels = PhotoPatch.cut(photo, toPhoto, MeshView.SIDE, MeshView.SIDE);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= MOST;
        }
        Answer answer = ask(pixels);
        return answer.face() > EVEN ? Optional.of(mesh(answer.numbers(), toPhoto)) : Optional.empty();
    }

    /**
     * The network's answer.
     *
     * @param numbers x, y, z of each point, in pixels of what was shown, from its edge
     * @param face logarithm of the odds that it was a face
     */
    record Answer(float[] numbers, float face) {}

    /**
     * Shows the network a face.
     *
     * @param pixels planar RGB, 0..1
     */
    Answer ask(float[] pixels) {
        try (NDManager scope = memory.newSubManager()) {
            NDList answers = Gradients.recording(
                    false, () -> network.forward(scope.create(pixels, new Shape(1, 3, MeshView.SIDE, MeshView.SIDE))));
            return new Answer(answers.get(0).toFloatArray(), answers.get(1).toFloatArray()[0]);
        }
    }

    private FaceMesh mesh(float[] numbers, SimilarityTransform toPhoto) {
        double[] points = new double[numbers.length];
        for (int i = 0; i < points.length; i += 3) {
            // Its pixels are counted from the edge, ours from the middle of the first.
            Point at = toPhoto.apply(new Point(numbers[i] - .5, numbers[i + 1] - .5));
            points[i] = at.x();
            points[i + 1] = at.y();
            points[i + 2] = numbers[i + 2] * toPhoto.scale();
        }
        return new FaceMesh(topology, points);
    }

    @Override
    public void close() {
        network.close();
        memory.close();
    }
}
