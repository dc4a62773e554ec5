package dev.visor.attack.purification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dots that a person's photos share, on faces of one shade: a median sees past them. */
class ResidualAverageTest {

    private static final int SIDE = 21;

    private final ResidualAverage average = new ResidualAverage(new ResidualAverage.Params(3, 5));

    @Test
    void whatAllPhotosShareIsTakenAway() {
        FaceImage purified = average.purify(dotted(100, 12, 0), List.of(dotted(60, 12, 0), dotted(180, 12, 0)));

        assertThat(purified.pixels()).containsOnly(100);
    }

    @Test
    void ofDotsOfOnePhotoAloneTheOthersShareStays() {
        FaceImage purified = average.purify(dotted(100, 12, 0), List.of(dotted(60, 12, 3), dotted(180, 12, 3)));

        // Its own dots lose a third, and get two thirds of the others' where those are.
        assertThat(purified.at(0, 0, 0)).isEqualTo(108);
        assertThat(purified.at(0, 3, 3)).isEqualTo(92);
        assertThat(purified.at(0, 1, 1)).isEqualTo(100);
    }

    @Test
    void aPersonOfOnePhotoHasItsOwnResidualTakenAway() {
        assertThat(average.purify(dotted(100, 12, 0), List.of()).pixels()).containsOnly(100);
        assertThat(average.others()).isEqualTo(2);
    }

    /** A dot every seventh pixel of every seventh row. */
    private static FaceImage dotted(int shade, int dot, int shift) {
        float[] pixels = new float[FaceImage.CHANNELS * SIDE * SIDE];
        Arrays.fill(pixels, shade);
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = shift; y < SIDE; y += 7) {
                for (int x = shift; x < SIDE; x += 7) {
                    pixels[(channel * SIDE + y) * SIDE + x] += dot;
                }
            }
        }
        return new FaceImage(SIDE, SIDE, pixels);
    }
}
