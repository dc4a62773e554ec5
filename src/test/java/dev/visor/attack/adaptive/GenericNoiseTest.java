package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenericNoiseTest {

    private static final FaceImage GREY = new FaceImage(32, 32, filled(128));

    private static float[] filled(float value) {
        float[] pixels = new float[3 * 32 * 32];
        Arrays.fill(pixels, value);
        return pixels;
    }

    private static FaceImage noisy(long seed) {
        return GenericNoise.on(GREY, new SplittableRandom(seed));
    }

    private static double deviation(FaceImage face) {
        double squares = 0;
        for (float pixel : face.pixels()) {
            squares += (pixel - 128) * (pixel - 128);
        }
        return Math.sqrt(squares / face.pixels().length);
    }

    /** Mean change between neighbors, as a share of the deviation. */
    private static double roughness(FaceImage face) {
        double sum = 0;
        for (int x = 1; x < 32; x++) {
            sum += Math.abs(face.at(0, 5, x) - face.at(0, 5, x - 1));
        }
        return sum / 31 / deviation(face);
    }

    @Test
    void strengthsReachFromAlmostNothingToSixteen() {
        double[] deviations = IntStream.range(0, 200)
                .mapToDouble(seed -> deviation(noisy(seed)))
                .sorted()
                .toArray();

        assertThat(deviations[0]).isLessThan(1);
        assertThat(deviations[199]).isBetween(10., 16.5);
    }

    @Test
    void bothRoughAndSmoothNoiseOccur() {
        double[] roughness = IntStream.range(0, 200)
                .mapToObj(GenericNoiseTest::noisy)
                .filter(face -> deviation(face) > 4)
                .mapToDouble(GenericNoiseTest::roughness)
                .sorted()
                .toArray();

        assertThat(roughness[0]).isLessThan(.3);
        assertThat(roughness[roughness.length - 1]).isGreaterThan(.9);
    }

    @Test
    void itIsSavedWithEightBits() {
        assertThat(noisy(1).pixels()).isEqualTo(noisy(1).quantized().pixels());
    }
}
