package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A recognizer that was trained here on masked faces: an ordinary one, that also tells which of the people it was taught somebody is.
 *
 * <p>It masks the faces that it is asked about, never mixed. Where the masking draws at each query, the ordinary methods draw from
 * generators that follow from the face itself.
 */
public final class TrainedRecognizer implements DifferentiableRecognizer {

    /** Faces in a device batch. */
    private static final int BATCH = 8;

    private final Masking masking;
    private final Classifier classifier;
    private final NetworkRecognizer ordinary;
    private final Compute compute;

    private TrainedRecognizer(RecognizerCard card, Masking masking, Classifier classifier, Compute compute) {
        this.masking = masking;
        this.classifier = classifier;
        this.ordinary = new NetworkRecognizer(card, classifier, compute);
        this.compute = compute;
    }

    /**
     * Reads what a training gave.
     *
     * @param classes how many people it was taught
     * @param weights of {@link RecognizerTraining.Trained}
     * @param masking of the same defense and secrets as in training; takes over its learned state, and is closed with the recognizer
     * @throws InputError if the weights are another network's
     */
    public static TrainedRecognizer load(
            RecognizerCard card,
            TrainingConfig trainingConfig,
            int classes,
            byte[] weights,
            Masking masking,
            Compute compute) {
        TrainedRecognizer recognizer = blank(card, trainingConfig, classes, masking, compute, new Seed(0));
        try {
            Weights.decode(weights, recognizer.classifier);
            return recognizer;
        } catch (RuntimeException e) {
            recognizer.close();
            throw e;
        }
    }

    /**
     * One of random weights, that knows nobody.
     *
     * @param masking closed with the recognizer
     */
    public static TrainedRecognizer blank(
            RecognizerCard card,
            TrainingConfig trainingConfig,
            int classes,
            Masking masking,
            Compute compute,
            Seed seed) {
        if (card.crop().side() != trainingConfig.side() || card.dimension() != trainingConfig.dimension()) {
            throw new IllegalArgumentException(
                    "card %s tells of side %d and dimension %d, the configuration of %d and %d"
                            .formatted(
                                    card.id(),
                                    card.crop().side(),
                                    card.dimension(),
                                    trainingConfig.side(),
                                    trainingConfig.dimension()));
        }
        Classifier classifier = new Classifier(trainingConfig, classes, masking, compute.manager(), seed);
        return new TrainedRecognizer(card, masking, classifier, compute);
    }

    /** Whether the masking draws at every query. */
    public boolean isRandomized() {
        return masking.isRandomized();
    }

    /**
     * Returns who it is, in logarithms of probabilities.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @param random for maskings that draw
     * @return [N, classes], differentiable in the faces where they ask for it
     */
    public NDArray scores(NDArray faces, RandomGenerator random) {
        return classifier.scores(classifier.embed(masking.maskForQuery(faces, random)));
    }

    /**
     * {@link #scores} of faces, where a masking draws what follows from the face itself.
     *
     * @param faces of the configuration's side, 0..255
     * @return one row a face, in order, one value a person
     */
    public float[][] answers(List<FaceImage> faces) {
        return Gradients.recording(false, () -> {
            float[][] rows = new float[faces.size()][];
            for (int start = 0; start < faces.size(); start += BATCH) {
                List<FaceImage> batch = faces.subList(start, Math.min(start + BATCH, faces.size()));
                try (NDManager scope = compute.manager().newSubManager()) {
                    NDArray scores = classifier.scores(classifier.forward(Faces.stack(scope, batch)));
                    int people = (int) scores.getShape().get(1);
                    float[] values = scores.toFloatArray();
                    for (int i = 0; i < batch.size(); i++) {
                        rows[start + i] = Arrays.copyOfRange(values, i * people, (i + 1) * people);
                    }
                }
            }
            return rows;
        });
    }

    /**
     * Unit embeddings, masked by draws from outside.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @return [N, dimension], differentiable in the faces where they ask for it
     */
    public NDArray embed(NDArray faces, RandomGenerator random) {
        NDArray raw = classifier.embed(masking.maskForQuery(faces, random));
        return raw.div(raw.norm(new int[] {1}, true));
    }

    @Override
    public RecognizerCard card() {
        return ordinary.card();
    }

    @Override
    public NDArray embed(NDArray faces) {
        return ordinary.embed(faces);
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        return ordinary.embedForGradient(faces);
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return ordinary.embed(faces);
    }

    @Override
    public void close() {
        ordinary.close();
        masking.close();
    }
}
