package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageQualityTest {

    @Test
    void anUnchangedFaceHasNoNoiseToMeasure() {
        try (Compute compute = Compute.open("cpu")) {
            FaceImage grey = grey(100);
            ImageQuality.Value value =
                    ImageQuality.of(compute, List.of(grey), List.of(grey)).get(0);

            assertThat(value.ssim()).isEqualTo(1);
            assertThat(value.psnr()).isEmpty();
            assertThat(value.linf()).isZero();
        }
    }

    /** A mean square error of 51^2 is 1/25 of 255^2: 10 log10(25) dB. */
    @Test
    void psnrAndLargestChangeFollowTheirDefinition() {
        try (Compute compute = Compute.open("cpu")) {
            ImageQuality.Value value = ImageQuality.of(compute, List.of(grey(100)), List.of(grey(151)))
                    .get(0);

            assertThat(value.psnr().getAsDouble()).isCloseTo(13.9794, within(1e-4));
            assertThat(value.linf()).isCloseTo(.2, within(1e-9));
        }
    }

    private static FaceImage grey(float level) {
        float[] pixels = new float[3 * 12 * 12];
        Arrays.fill(pixels, level);
        return new FaceImage(12, 12, pixels);
    }
}
