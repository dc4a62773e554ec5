package dev.visor.harness.inversion;

import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.Pixels;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.TrainedRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Map;

/**
 * A recognizer that was trained under a defense.
 *
 * @param faces that it learned from, as a perturbing defense left them; without those that told when to stop
 * @param digests of these faces, in the same order
 * @param people who is on each
 * @param weights that it learned
 * @param sha256 of the weights
 * @param steps what was told of its epochs
 * @param seconds that each of these took, one less than the steps, as nothing is trained in epoch 0; none if the training was cut
 * @param trained whether it was trained now; otherwise it was in the store
 */
record TrainedTargetModel(
        ResolvedInversion suite,
        Entry<Defense> defense,
        long seed,
        List<FaceImage> faces,
        List<Digest> digests,
        int[] people,
        byte[] weights,
        Digest sha256,
        List<Step> steps,
        List<Double> seconds,
        boolean trained) {

    TrainedTargetModel {
        faces = List.copyOf(faces);
        digests = List.copyOf(digests);
        steps = List.copyOf(steps);
        seconds = List.copyOf(seconds);
    }

    /** Stands for all that it is. */
    Digest digest() {
        return card(sha256).digest();
    }

    /** A masking with its secrets, untrained until the recognizer is loaded. */
    Masking masking(Compute compute) {
        return masking(defense, suite.suite().model().side(), compute, secrets());
    }

    /** A new masking, of pixels where the defense masks nothing; the caller closes it. */
    static Masking masking(Entry<Defense> defense, int side, Compute compute, Seed secrets) {
        return defense.plugin() instanceof MaskingDefense masks ? masks.masking(compute, side, secrets) : new Pixels();
    }

    /** Returns the seed of what its defense keeps to itself. */
    Seed secrets() {
        return secrets(seed);
    }

    /**
     * Returns the same secrets for every defense, so that two which differ in one thing, such as k, are compared by
     * that thing alone.
     */
    static Seed secrets(long seed) {
        return new Seed(seed).derive("secrets");
    }

    /** The recognizer, which closes the masking. */
    TrainedRecognizer load(Masking masking, Compute compute) {
        return TrainedRecognizer.load(
                card(sha256), suite.suite().model(), suite.suite().people().trained(), weights, masking, compute);
    }

    /** One of the same making that knows nobody. */
    TrainedRecognizer blank(Masking masking, Compute compute) {
        Seed random = new Seed(seed).derive("blank");
        return TrainedRecognizer.blank(
                card(Digest.of("blank " + random.value())),
                suite.suite().model(),
                suite.suite().people().trained(),
                masking,
                compute,
                random);
    }

    private RecognizerCard card(Digest ofWeights) {
        return new RecognizerCard(
                suite.suite().modelId(),
                "trained",
                "trained under " + defense.id(),
                new RecognizerCard.Asset("", ""),
                ofWeights,
                suite.crop(),
                suite.suite().model().dimension(),
                suite.suite().model().architecture(),
                suite.people().id(),
                "-",
                List.of(),
                Map.of(
                        "recipe",
                        suite.suite().model().digest().hex(),
                        "defense",
                        defense.digest().hex(),
                        "secrets",
                        secrets().value()));
    }
}
