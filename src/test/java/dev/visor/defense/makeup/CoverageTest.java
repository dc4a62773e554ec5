package dev.visor.defense.makeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Masks of polygons whose areas are known, and the words of a layer. */
class CoverageTest {

    private static final float EXACT = 1e-6f;

    /** Two pixels wide and one high, half a pixel off the grid to the right. */
    private static final List<Point> BOX =
            List.of(new Point(1, 0.5), new Point(3, 0.5), new Point(3, 1.5), new Point(1, 1.5));

    @Test
    void aPixelCountsAsFarAsItIsCovered() {
        float[] values = Coverage.of(List.of(BOX), 5, 3).values();

        assertThat(values)
                .usingComparatorWithPrecision(EXACT)
                .containsExactly(0, 0, 0, 0, 0, 0, 0.5f, 1, 0.5f, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void aTriangleHasHalfTheAreaOfItsBox() {
        List<Point> triangle = List.of(new Point(0, 0), new Point(16, 0), new Point(0, 16));

        assertThat(sum(Coverage.of(List.of(triangle), 20, 20).values())).isCloseTo(128, within(0.2));
    }

    @Test
    void polygonsThatOverlapCountOnceAndWhatIsOutsideTheImageNotAtAll() {
        assertThat(sum(Coverage.of(List.of(BOX, BOX), 5, 3).values())).isCloseTo(2, within(1e-6));
        assertThat(sum(Coverage.of(List.of(BOX), 2, 3).values())).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void aSoftEdgeKeepsTheAreaAndIsAGaussian() {
        List<Point> pixel =
                List.of(new Point(9.5, 9.5), new Point(10.5, 9.5), new Point(10.5, 10.5), new Point(9.5, 10.5));

        float[] soft = Coverage.of(List.of(pixel), 21, 21).softened(1.5).values();

        double across = soft[10 * 21 + 12] / soft[10 * 21 + 10];
        assertThat(across).isCloseTo(Math.exp(-4 / (2 * 1.5 * 1.5)), within(1e-4));
        assertThat(sum(Coverage.of(List.of(BOX), 40, 40).softened(0).values())).isCloseTo(2, within(1e-6));
        assertThat(sum(soft)).isCloseTo(1, within(0.03));
    }

    @Test
    void aFeatheredEdgeReachesInwardAlone() {
        List<Point> half = List.of(new Point(-99, -99), new Point(20, -99), new Point(20, 99), new Point(-99, 99));

        float[] values = Coverage.of(List.of(half), 41, 41).feathered(2).values();

        assertThat(values[20 * 41 + 21]).isZero();
        assertThat(values[20 * 41 + 20]).isCloseTo(0, within(EXACT));
        assertThat(values[20 * 41 + 18]).isBetween(0.6f, 0.75f);
        assertThat(values[20 * 41 + 12]).isCloseTo(1, within(0.01f));
    }

    @Test
    void whatLiesWithinAndOutsideMakesTheWhole() {
        Coverage box = Coverage.of(List.of(BOX), 5, 3);
        Coverage half = Coverage.of(
                List.of(List.of(new Point(-1, -1), new Point(2, -1), new Point(2, 4), new Point(-1, 4))), 5, 3);

        assertThat(sum(box.within(half).values())).isCloseTo(1, within(1e-6));
        assertThat(sum(box.outside(half).values())).isCloseTo(1, within(1e-6));
    }

    @Test
    void aLayerIsReadAndWhatIsWrongWithItIsSaid() {
        Layer lips = Layer.of(List.of("lips A0182f opacity 0.7 softness 0.03")).get(0);

        assertThat(lips).isEqualTo(new Layer(FaceRegion.LIPS, List.of(160., 24., 47.), 0.7, 0.03));
        assertThatThrownBy(() -> Layer.of(List.of())).hasMessageStartingWith("layers must name at least one");
        assertThatThrownBy(() -> Layer.of(List.of("lips red")))
                .hasMessageContaining("\"lips red\"; expected a region, a color of six hexadecimal digits");
        assertThatThrownBy(() -> Layer.of(List.of("nose 000000 opacity 1 softness 0")))
                .hasMessage(
                        "layers name the region \"nose\"; there are lips, eye-shadow, eyeliner, brows, cheeks, skin");
        assertThatThrownBy(() -> Layer.of(List.of("lips 000000 opacity 1.1 softness 0")))
                .hasMessageEndingWith("opacity must be a number from 0 to 1.0");
        assertThatThrownBy(() -> Layer.of(List.of("lips 000000 opacity 1 softness 0.6")))
                .hasMessageEndingWith("softness must be a number from 0 to 0.5");
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
