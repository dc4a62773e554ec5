package dev.visor.harness.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import org.junit.jupiter.api.Test;

class ShrunkFacesTest {

    private static final int SIDE = 16;

    /** Columns that alternate between dark and bright. */
    private static FaceImage stripes() {
        float[] pixels = new float[FaceImage.CHANNELS * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 2 == 0 ? 40 : 200;
        }
        return new FaceImage(SIDE, SIDE, pixels);
    }

    @Test
    void leavesAFaceAloneThatIsShrunkByOne() {
        assertThat(ShrunkFaces.shrunk(stripes(), 1).pixels())
                .containsExactly(stripes().pixels());
    }

    @Test
    void takesFineDetailAndLeavesTheMean() {
        FaceImage shrunk = ShrunkFaces.shrunk(stripes(), 4);

        assertThat(shrunk.sameShapeAs(stripes())).isTrue();
        assertThat(shrunk.at(0, 8, 8)).isEqualTo(120);
        assertThat(shrunk.at(0, 8, 9)).isEqualTo(120);
    }

    @Test
    void leavesOnePixelAtLeast() {
        assertThat(ShrunkFaces.shrunk(stripes(), 32).pixels()).containsOnly(120);
    }
}
