package dev.visor.attack.adaptive;

import dev.visor.attack.TrainingPair;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes more pairs out of few: half of them are mirrored, and half wear the mask that the defense made for another face
 * of the batch. Masks are made for their own face, but what they have in common stays, and a hundred faces become ten
 * thousand.
 */
final class PairAugmentation {

    private PairAugmentation() {}

    static List<TrainingPair> of(List<TrainingPair> batch, RandomGenerator random) {
        List<TrainingPair> varied = new ArrayList<>();
        for (TrainingPair pair : batch) {
            TrainingPair lender = batch.get(random.nextInt(batch.size()));
            TrainingPair dressed = random.nextBoolean() ? wearing(pair, lender) : pair;
            varied.add(random.nextBoolean() ? mirrored(dressed) : dressed);
        }
        return varied;
    }

    /** The face of the one with what the defense changed on the other. */
    static TrainingPair wearing(TrainingPair face, TrainingPair lender) {
        FaceImage original = face.original();
        float[] pixels = original.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += lender.protectedFace().pixels()[i] - lender.original().pixels()[i];
        }
        return new TrainingPair(
                face.subject(), original, new FaceImage(original.width(), original.height(), pixels).quantized());
    }

    /** A square of both sides at the same random place, an even number of pixels from the corner; the whole pair if it is no larger. */
    static TrainingPair patch(TrainingPair pair, int side, RandomGenerator random) {
        FaceImage face = pair.original();
        if (face.width() <= side || face.height() <= side) {
            return pair;
        }
        int left = 2 * random.nextInt((face.width() - side) / 2 + 1);
        int top = 2 * random.nextInt((face.height() - side) / 2 + 1);
        return new TrainingPair(
                pair.subject(), square(face, left, top, side), square(pair.protectedFace(), left, top, side));
    }

    private static FaceImage square(FaceImage face, int left, int top, int side) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int row = 0; row < FaceImage.CHANNELS * side; row++) {
            int from = (row / side * face.height() + top + row % side) * face.width() + left;
            System.arraycopy(face.pixels(), from, pixels, row * side, side);
        }
        return new FaceImage(side, side, pixels);
    }

    static TrainingPair mirrored(TrainingPair pair) {
        return new TrainingPair(
                pair.subject(), pair.original().mirrored(), pair.protectedFace().mirrored());
    }
}
