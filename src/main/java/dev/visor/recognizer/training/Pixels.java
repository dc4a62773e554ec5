package dev.visor.recognizer.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Scaled;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** No masking: a recognizer learns from pixels, -1..1, and is asked with them. */
public final class Pixels implements Masking {

    private static final double HALF = 127.5;

    @Override
    public int channels() {
        return FaceImage.CHANNELS;
    }

    @Override
    public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
        float[] shares = new float[people.length * classes];
        for (int row = 0; row < people.length; row++) {
            shares[row * classes + people[row]] = 1;
        }
        return new TrainingBatch(
                maskForQuery(faces, random),
                faces.getManager().create(shares, new Shape(people.length, classes)),
                IntStream.range(0, people.length)
                        .mapToObj(TrainingBatch.Mix::alone)
                        .toList());
    }

    @Override
    public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
        return Scaled.by(faces, 1 / HALF).sub(1);
    }

    @Override
    public NDArray visualize(NDArray inputs) {
        return Scaled.by(inputs.add(1), HALF);
    }
}
