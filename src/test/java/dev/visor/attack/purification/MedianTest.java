package dev.visor.attack.purification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianTest {

    @ParameterizedTest
    @CsvSource({"3, 256", "3, 2", "5, 256", "5, 7", "9, 256"})
    void isTheMiddleOfTheSortedNeighborsWithTheEdgeMirrored(int side, int levels) {
        FaceImage face = random(17, 12, levels);

        FaceImage filtered = new Median(new Median.Params(side)).of(face);

        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = 0; y < face.height(); y++) {
                for (int x = 0; x < face.width(); x++) {
                    assertThat(filtered.at(channel, y, x)).isEqualTo(sorted(face, channel, y, x, side));
                }
            }
        }
    }

    @Test
    void aFaceThatIsNotIn8BitIsRefused() {
        FaceImage face = new FaceImage(3, 3, new float[27]);
        face.pixels()[4] = .5f;

        assertThatThrownBy(() -> new Median(new Median.Params(3)).of(face)).hasMessageContaining("whole numbers");
    }

    private static float sorted(FaceImage face, int channel, int y, int x, int side) {
        float[] window = new float[side * side];
        int seen = 0;
        for (int dy = -side / 2; dy <= side / 2; dy++) {
            for (int dx = -side / 2; dx <= side / 2; dx++) {
                window[seen++] =
                        face.at(channel, Mirror.within(y + dy, face.height()), Mirror.within(x + dx, face.width()));
            }
        }
        Arrays.sort(window);
        return window[window.length / 2];
    }

    private static FaceImage random(int width, int height, int levels) {
        SplittableRandom random = new SplittableRandom(levels);
        float[] pixels = new float[FaceImage.CHANNELS * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(levels);
        }
        return new FaceImage(width, height, pixels);
    }
}
