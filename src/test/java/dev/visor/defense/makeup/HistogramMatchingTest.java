package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matched histograms and the regions that they are matched in, against values computed by hand. */
class HistogramMatchingTest {

    private static final int NONE = MakeupRegions.NONE;

    @Test
    void valuesKeepTheirOrderAndTakeTheOthersDistribution() {
        float[] matched = HistogramMatching.match(new float[] {30, 10, 40, 20}, new float[] {0, 100, 200, 255});

        assertThat(matched).containsExactly(200, 0, 255, 100);
    }

    @Test
    void equalValuesStayEqualAndTakeTheMeanOfTheirRanks() {
        float[] matched = HistogramMatching.match(new float[] {20, 30, 10, 20}, new float[] {0, 100, 200, 255});

        assertThat(matched).containsExactly(150, 255, 0, 150);
    }

    @Test
    void betweenTheOthersValuesQuantilesLieOnAStraightLine() {
        // Shares 1/8, 3/8, 5/8, 7/8 of two values lie a quarter before the first, a quarter and three after it, and a
        // quarter beyond the last.
        float[] matched = HistogramMatching.match(new float[] {1, 2, 3, 4}, new float[] {0, 100});

        assertThat(matched).containsExactly(0, 25, 75, 100);
    }

    @Test
    void eachRegionAndEachColorIsMatchedByItself() {
        MakeupRegions regions = regions(0, 0, 1, NONE);
        FaceImage face = face(new float[] {10, 20, 10, 10}, new float[] {5, 5, 5, 5}, new float[] {2, 1, 9, 9});
        FaceImage reference =
                face(new float[] {100, 200, 7, 66}, new float[] {50, 70, 8, 66}, new float[] {1, 3, 9, 66});

        assertThat(HistogramMatching.of(face, regions, reference, regions).pixels())
                .containsExactly(100, 200, 7, 10, 60, 60, 8, 5, 3, 1, 9, 9);
    }

    @Test
    void regionsThatTheReferenceLacksStayAsTheyAre() {
        FaceImage face = face(new float[] {10, 20, 10, 10}, new float[4], new float[4]);
        FaceImage white = face(
                new float[] {255, 255, 255, 255}, new float[] {255, 255, 255, 255}, new float[] {255, 255, 255, 255});

        float[] matched = HistogramMatching.of(face, regions(0, 0, 1, 1), white, regions(1, 1, 1, 1))
                .pixels();

        assertThat(matched).startsWith(10, 20, 255, 255, 0, 0, 255, 255);
    }

    @Test
    void mergedRegionsAreOneAndCellsBelongToMostOfTheirPixels() {
        assertThat(regions(0, 1, NONE, 1).merged().of()).containsExactly(0, 0, NONE, 0);
        assertThat(regions(0, 1, NONE, 1).cells(2)).containsExactly(1);
        assertThat(regions(NONE, 1, NONE, NONE).cells(2)).containsExactly(NONE);
        assertThat(regions(0, 1, NONE, 1).cells(1)).containsExactly(0, 1, NONE, 1);
    }

    private static MakeupRegions regions(int... of) {
        return new MakeupRegions(2, 2, List.of(FaceRegion.LIPS, FaceRegion.SKIN), of, new float[] {1, 1, 1, 1});
    }

    private static FaceImage face(float[] red, float[] green, float[] blue) {
        float[] pixels = new float[3 * red.length];
        System.arraycopy(red, 0, pixels, 0, red.length);
        System.arraycopy(green, 0, pixels, red.length, red.length);
        System.arraycopy(blue, 0, pixels, 2 * red.length, red.length);
        return new FaceImage(2, 2, pixels);
    }
}
