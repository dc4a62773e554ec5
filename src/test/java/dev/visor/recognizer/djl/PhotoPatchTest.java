package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhotoPatchTest {

    /** Two rows of four grey pixels. */
    private static final Photo PHOTO = photo(0, 10, 20, 30, 40, 50, 60, 70);

    @Test
    void aPatchAsLargeAsThePhotoIsThePhoto() {
        assertThat(red(new SimilarityTransform(1, 0, 0, 0), 4, 2)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70);
    }

    @Test
    void aShrunkPixelIsTheMeanOfWhatItCovers() {
        assertThat(red(new SimilarityTransform(2, 0, .5, .5), 2, 1)).containsExactly(25, 45);
    }

    @Test
    void placesBetweenPixelsAreMixed() {
        assertThat(red(new SimilarityTransform(1, 0, .25, .5), 1, 1)).containsExactly(22.5f);
    }

    @Test
    void outsideThePhotoIsGrey() {
        assertThat(red(new SimilarityTransform(1, 0, 5, 0), 1, 1)).containsExactly(127);
    }

    @Test
    void aQuarterTurnReadsColumnsAsRows() {
        assertThat(red(new SimilarityTransform(0, 1, 0, 0), 2, 1)).containsExactly(0, 40);
    }

    private static float[] red(SimilarityTransform toPhoto, int width, int height) {
        return Arrays.copyOf(PhotoPatch.cut(PHOTO, toPhoto, width, height), width * height);
    }

    private static Photo photo(int... grey) {
        byte[] rgb = new byte[grey.length * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) grey[i / 3];
        }
        return new Photo(4, 2, rgb);
    }
}
