package dev.visor.recognizer.analytic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An analytic recognizer: a random projection of what sets a face apart from the face that all have in common.
 *
 * <p>Its gradient is known, and what is found against it says nothing about the projection of another seed.
 */
public final class RandomProjection implements DifferentiableRecognizer {

    private final RecognizerCard card;
    private final Compute compute;
    private final boolean masked;
    private final NDArray common;
    private final NDArray projection;

    /**
     * Draws a projection.
     *
     * @param common what all faces have in common, of the card's crop
     * @param seed of the weights: equal seeds, equal recognizers
     * @param masked whether it takes pixels in whole steps, as behind a quantizer: the same embeddings of 8-bit faces, and no
     *     gradient
     */
    public RandomProjection(RecognizerCard card, FaceImage common, long seed, boolean masked, Compute compute) {
        this.card = card;
        this.compute = compute;
        this.masked = masked;
        int values = common.pixels().length;
        SplittableRandom random = new SplittableRandom(seed);
        float[] weights = new float[values * card.dimension()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        this.common = compute.manager().create(common.pixels(), new Shape(1, values));
        this.projection = compute.manager().create(weights, new Shape(values, card.dimension()));
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
        NDArray taken = masked ? faces.round() : faces;
        NDArray raw = taken.reshape(faces.getShape().get(0), -1).sub(common).matMul(projection);
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        try (var scope = compute.manager().newSubManager()) {
            float[] values = embed(Faces.stack(scope, faces)).toFloatArray();
            List<Embedding> embeddings = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                int start = i * card.dimension();
                embeddings.add(Embedding.normalized(Arrays.copyOfRange(values, start, start + card.dimension())));
            }
            return embeddings;
        }
    }

    @Override
    public void close() {
        common.close();
        projection.close();
    }
}
