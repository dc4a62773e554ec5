package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A random projection of the pixels: it tells faces apart, and everything about it is known. */
public final class LinearRecognizer implements DifferentiableRecognizer {

    public static final int DIMENSION = 16;

    private final RecognizerCard card;
    private final NDManager manager;
    private final NDArray weights;

    /** @param card for its crop; of the embedding's size only this class decides */
    public LinearRecognizer(RecognizerCard card, Compute compute) {
        this.card = card;
        this.manager = compute.manager().newSubManager();
        int values = FaceImage.CHANNELS * card.crop().side() * card.crop().side();
        RandomGenerator random = new SplittableRandom(1);
        float[] numbers = new float[values * DIMENSION];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        this.weights = manager.create(numbers, new Shape(values, DIMENSION));
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        NDArray raw = faces.reshape(faces.getShape().get(0), -1).sub(127.5).matMul(weights);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        return embed(faces);
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        try (NDManager scope = manager.newSubManager()) {
            float[] rows = embed(Faces.stack(scope, faces)).toFloatArray();
            return IntStream.range(0, faces.size())
                    .mapToObj(i -> Embedding.normalized(Arrays.copyOfRange(rows, i * DIMENSION, (i + 1) * DIMENSION)))
                    .toList();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
