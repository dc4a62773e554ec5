package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Features of cells, and where a reference's come to lie, on cases that can be checked by eye. */
class CorrespondenceTest {

    private static final int NONE = MakeupRegions.NONE;

    /** Four cells, two channels; the third cell is of another region, and the last of none. */
    private static final int[] CELLS = {0, 0, 1, NONE};

    private static final float[] OWN = {1, -1, 5, 9, 2, -2, 6, 9};

    @Test
    void aCellTakesWhatIsLikestInTheSameRegionWhereverItLies() {
        // The same region, with its cells exchanged and ten brighter: means are taken off, so likeness is found.
        float[] other = {9, 11, 70, 80, 8, 12, 71, 81};

        assertThat(Correspondence.REGIONS.warp(OWN, CELLS, other, CELLS)).containsExactly(11, 9, 70, 9, 12, 8, 71, 9);
    }

    @Test
    void aRegionThatTheReferenceLacksKeepsItsOwn() {
        float[] other = {9, 11, 70, 80, 8, 12, 71, 81};

        assertThat(Correspondence.REGIONS.warp(OWN, CELLS, other, new int[] {0, 0, NONE, NONE}))
                .containsExactly(11, 9, 5, 9, 12, 8, 6, 9);
    }

    @Test
    void withoutCorrespondenceEveryCellWithMakeupTakesTheMeanOfAll() {
        float[] other = {9, 11, 70, 80, 8, 12, 70, 81};

        assertThat(Correspondence.NONE.warp(OWN, CELLS, other, CELLS)).containsExactly(30, 30, 30, 9, 30, 30, 30, 9);
    }

    @Test
    void aWhiteFaceHasNothingButTheFirstCosineOfLuminance() {
        float[] pixels = new float[3 * 16 * 8];
        Arrays.fill(pixels, 255);

        float[] features = CosineBank.of(new FaceImage(16, 8, pixels));

        int cells = 8;
        assertThat(features).hasSize(CosineBank.CHANNELS * cells);
        for (int i = 0; i < features.length; i++) {
            int channel = i / cells;
            boolean constant = channel == 0 || channel == CosineBank.CHANNELS / 2;
            assertThat(features[i]).as("value %d", i).isCloseTo(constant ? 1 : 0, within(1e-5f));
        }
    }

    @Test
    void cellsOfOneBlockShareItsFeaturesAndHaveTheirOwn() {
        float[] pixels = new float[3 * 16 * 8];
        pixels[0] = 255;

        float[] features = CosineBank.of(new FaceImage(16, 8, pixels));

        int cells = 8;
        int wide = CosineBank.CHANNELS / 2 * cells;
        assertThat(features[0]).isGreaterThan(features[1]);
        assertThat(features[wide]).isEqualTo(features[wide + 1]).isEqualTo(features[wide + 5]);
        assertThat(features[wide]).isGreaterThan(features[wide + 2]);
    }
}
