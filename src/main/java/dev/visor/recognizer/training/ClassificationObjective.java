package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The loss of a classifier's head on masked faces.
 *
 * <p>It is judged by how many faces it mistakes when they are shown unmixed, and among equals by the chance that it gives to who is shown.
 * By that chance alone, a recognizer that learned from mixed faces, and is never sure of any, would seem best before it knows anybody.
 */
final class ClassificationObjective implements Objective {

    /** Weight of one unit of the loss beside the share of mistaken faces: less than one face. */
    private static final double AMONG_EQUALS = 1e-4;

    private final TrainingConfig trainingConfig;
    private final List<FaceImage> faces;
    private final int[] people;
    private final int classes;
    private final Masking masking;
    private final Classifier classifier;
    private int judged;
    private int right;
    private double lost;

    ClassificationObjective(
            TrainingConfig trainingConfig,
            List<FaceImage> faces,
            int[] people,
            int classes,
            Masking masking,
            Classifier classifier) {
        this.trainingConfig = trainingConfig;
        this.faces = faces;
        this.people = people;
        this.classes = classes;
        this.masking = masking;
        this.classifier = classifier;
    }

    @Override
    public NDArray loss(Batch batch) {
        if (!batch.learning()) {
            return judge(batch);
        }
        TrainingBatch trainingBatch = trainingBatch(batch);
        NDArray losses = classifier.losses(trainingBatch.inputs(), trainingBatch.shares());
        tell(trainingBatch, losses.toFloatArray());
        return losses.mean();
    }

    /** Makes a training batch of a batch. */
    TrainingBatch trainingBatch(Batch batch) {
        NDArray shown = Faces.stack(
                batch.scope(),
                batch.of(faces).stream()
                        .map(face -> turned(face, batch.random()))
                        .toList());
        return masking.maskForTraining(shown, people(batch), classes, batch.random());
    }

    private FaceImage turned(FaceImage face, RandomGenerator random) {
        return trainingConfig.mirror() && random.nextBoolean() ? face.mirrored() : face;
    }

    /** The masking learns from it in a graph of its own. */
    void tell(TrainingBatch trainingBatch, float[] losses) {
        masking.learned(trainingBatch, losses);
        Gradients.record(true);
    }

    private NDArray judge(Batch batch) {
        int[] truth = people(batch);
        NDArray shown = masking.maskForQuery(Faces.stack(batch.scope(), batch.of(faces)), batch.random());
        float[] scores = classifier.scores(classifier.embed(shown)).toFloatArray();
        double sum = 0;
        int mistaken = 0;
        for (int row = 0; row < truth.length; row++) {
            sum -= scores[row * classes + truth[row]];
            mistaken += best(scores, row * classes) == truth[row] ? 0 : 1;
        }
        lost += sum;
        judged += truth.length;
        right += truth.length - mistaken;
        return batch.scope().create((float) ((mistaken + AMONG_EQUALS * sum) / truth.length));
    }

    private int best(float[] scores, int from) {
        int best = 0;
        for (int person = 1; person < classes; person++) {
            best = scores[from + person] > scores[from + best] ? person : best;
        }
        return best;
    }

    /**
     * The judgment of those judged since the last call; NaN if nobody was judged.
     *
     * @param loss mean of minus the logarithm of the chance given to who is shown
     * @param accuracy share of them who were named rightly
     */
    record Judgment(double loss, double accuracy) {}

    Judgment judgment() {
        Judgment judgment = new Judgment(lost / judged, right / (double) judged);
        judged = 0;
        right = 0;
        lost = 0;
        return judgment;
    }

    private int[] people(Batch batch) {
        int[] shown = new int[batch.examples().length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = people[batch.examples()[i]];
        }
        return shown;
    }
}
