package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Point;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An analytic recognizer: a random projection of the pixels, whose gradient is known. */
public final class LinearRecognizer implements Trainable {

    public static final int SIDE = 16;
    public static final int DIMENSION = 8;

    public static final Crop CROP = new Crop.FivePoint(
            "tiny16",
            SIDE,
            List.of(new Point(5, 6), new Point(10, 6), new Point(8, 9), new Point(6, 12), new Point(10, 12)));

    private final RecognizerCard card;
    private final Compute compute;
    private final NDArray projection;

    public LinearRecognizer(String id, long seed, Compute compute) {
        this(id, seed, compute, DataType.FLOAT32);
    }

    public LinearRecognizer(String id, long seed, Compute compute, DataType precision) {
        this(card(id, seed, CROP), seed, compute, precision);
    }

    /** Stands in for the card's net, and takes its crop. */
    public LinearRecognizer(RecognizerCard card, Compute compute) {
        this(card(card.id(), 1, card.crop()), 1, compute, DataType.FLOAT32);
    }

    private LinearRecognizer(RecognizerCard card, long seed, Compute compute, DataType precision) {
        this.card = card;
        this.compute = compute;
        int values = FaceImage.CHANNELS * card.crop().side() * card.crop().side();
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[values * DIMENSION];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextGaussian();
        }
        this.projection =
                compute.manager().create(weights, new Shape(values, DIMENSION)).toType(precision, false);
    }

    private static RecognizerCard card(String id, long seed, Crop crop) {
        return new RecognizerCard(
                id,
                "linear",
                "a random projection",
                new RecognizerCard.Asset("", ""),
                Digest.of(id + seed),
                crop,
                DIMENSION,
                "linear",
                "nothing",
                "none",
                List.of(),
                Map.of());
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        return embedForGradient(faces);
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        NDArray raw = project(faces, projection);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    private static NDArray project(NDArray faces, NDArray projection) {
        NDArray flat = faces.reshape(faces.getShape().get(0), -1).toType(projection.getDataType(), false);
        return Scaled.by(flat, 1 / 127.5).sub(1).matMul(projection);
    }

    @Override
    public Network network() {
        NDArray own = projection.duplicate();
        return new Network() {
            @Override
            public List<NDArray> weights() {
                return List.of(own);
            }

            @Override
            public NDArray forward(NDArray faces) {
                return project(faces, own);
            }

            @Override
            public void close() {
                own.close();
            }
        };
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        try (var scope = compute.manager().newSubManager()) {
            float[] values = embed(Faces.stack(scope, faces))
                    .toType(DataType.FLOAT32, false)
                    .toFloatArray();
            List<Embedding> embeddings = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                embeddings.add(Embedding.normalized(Arrays.copyOfRange(values, i * DIMENSION, (i + 1) * DIMENSION)));
            }
            return embeddings;
        }
    }

    @Override
    public void close() {
        projection.close();
    }
}
