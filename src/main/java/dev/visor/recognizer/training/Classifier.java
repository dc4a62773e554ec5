package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.network.Head;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.WeightCursor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Masking, network and head together: from faces to embeddings to people. The masking outlives it. */
final class Classifier implements Network {

    private final Masking masking;
    private final NDManager memory;
    private final Layer backbone;
    private final Head head;
    private final List<NDArray> backboneWeights;
    private final List<NDArray> headWeights;

    /** A new one, of random weights. */
    Classifier(TrainingConfig trainingConfig, int classes, Masking masking, NDManager parent, Seed seed) {
        this.masking = masking;
        this.memory = parent.newSubManager();
        this.backbone = trainingConfig.backbone(masking.channels());
        this.head = trainingConfig.head(classes);
        RandomGenerator random = seed.derive("weights").generator();
        this.backboneWeights = backbone.create(random, memory);
        this.headWeights = head.create(random, memory);
    }

    Head head() {
        return head;
    }

    /** Returns the weights of network and head, without the masking's. */
    List<NDArray> own() {
        List<NDArray> own = new ArrayList<>(backboneWeights);
        own.addAll(headWeights);
        return own;
    }

    @Override
    public List<NDArray> weights() {
        List<NDArray> weights = own();
        weights.addAll(masking.weights());
        return weights;
    }

    @Override
    public List<NDArray> state() {
        List<NDArray> state = own();
        state.addAll(masking.state());
        return state;
    }

    /** Raw embeddings of masked inputs: [N, dimension]. */
    NDArray embed(NDArray inputs) {
        return backbone.forward(inputs, WeightCursor.shared(inputs.getManager(), backboneWeights));
    }

    /** The loss of each masked input: [N]. */
    NDArray losses(NDArray inputs, NDArray shares) {
        return losses(inputs, shares, WeightCursor.shared(inputs.getManager(), own()));
    }

    /** Computes losses with weights from outside. */
    NDArray losses(NDArray inputs, NDArray shares, WeightCursor own) {
        return head.losses(backbone.forward(inputs, own), shares, own);
    }

    /** Scores raw embeddings: [N, classes], logarithms of probabilities. */
    NDArray scores(NDArray embeddings) {
        return head.scores(embeddings, WeightCursor.shared(embeddings.getManager(), headWeights));
    }

    /**
     * Computes scores; what a masking that draws draws for a face follows from the face, so that no answer depends on
     * what was asked before.
     */
    @Override
    public NDArray forward(NDArray faces) {
        if (!masking.isRandomized()) {
            return embed(masking.maskForQuery(faces, new Seed(0).generator()));
        }
        long rows = faces.getShape().get(0);
        NDList shown = new NDList();
        for (long row = 0; row < rows; row++) {
            NDArray face = faces.get("{}:{}", row, row + 1);
            shown.add(masking.maskForQuery(face, own(face)));
        }
        return embed(ai.djl.ndarray.NDArrays.concat(shown));
    }

    private static RandomGenerator own(NDArray face) {
        float[] values = face.toType(DataType.FLOAT32, false).toFloatArray();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new Seed(0).derive(Digest.of(bytes.array()).hex()).generator();
    }

    @Override
    public void close() {
        memory.close();
    }
}
