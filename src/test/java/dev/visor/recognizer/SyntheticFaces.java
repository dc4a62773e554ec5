package dev.visor.recognizer;

import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Noise that stands in for faces where no recognizer of faces takes part. */
public final class SyntheticFaces {

    private SyntheticFaces() {}

    /** Quantized, of the side that {@link LinearRecognizer} takes; equal seeds, equal faces. */
    public static List<FaceImage> of(int count, long seed) {
        return of(count, seed, LinearRecognizer.SIDE);
    }

    public static List<FaceImage> of(int count, long seed, int side) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    SplittableRandom random = new SplittableRandom(seed * 1000 + i);
                    float[] pixels = new float[3 * side * side];
                    for (int k = 0; k < pixels.length; k++) {
                        pixels[k] = random.nextInt(256);
                    }
                    return new FaceImage(side, side, pixels);
                })
                .toList();
    }
}
