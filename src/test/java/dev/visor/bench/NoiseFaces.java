package dev.visor.bench;

import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Faces of noise: what they show does not change what they cost. */
final class NoiseFaces {

    private NoiseFaces() {}

    static List<FaceImage> of(int count, int side) {
        RandomGenerator random = new SplittableRandom(7);
        return IntStream.range(0, count).mapToObj(i -> face(side, random)).toList();
    }

    private static FaceImage face(int side, RandomGenerator random) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return new FaceImage(side, side, pixels);
    }
}
