package dev.visor.attack.purification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.Purification;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.SyntheticFaces;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PurificationTest {

    private static final FaceImage FACE = SyntheticFaces.of(1, 1).get(0);

    static Stream<Purification> all() {
        return Stream.of(
                new BitDepth(new BitDepth.Params(4)),
                new Jpeg(new Jpeg.Params(75)),
                new Resize(new Resize.Params(.5)),
                new Blur(new Blur.Params(1)),
                new Median(new Median.Params(3)),
                new TotalVariation(new TotalVariation.Params(.05, 20)),
                new RandomResizePad(new RandomResizePad.Params(1)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aFaceOfOneColorStaysAsItIsAndKeepsItsShape(Purification purification) {
        FaceImage plain = plain(24, 20, 136);

        FaceImage after = purify(purification, plain);

        assertThat(after.sameShapeAs(plain)).isTrue();
        assertThat(after.pixels()).usingComparatorWithPrecision(.01f).containsExactly(plain.pixels());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFaceHandedInIsNotWrittenTo(Purification purification) {
        float[] before = FACE.pixels().clone();

        purify(purification, FACE);

        assertThat(FACE.pixels()).isEqualTo(before);
    }

    @Test
    void eightBitsChangeNothingAndOneBitLeavesBlackAndWhite() {
        FaceImage quantized = FACE.quantized();

        assertThat(purify(new BitDepth(new BitDepth.Params(8)), quantized).pixels())
                .usingComparatorWithPrecision(.001f)
                .containsExactly(quantized.pixels());
        assertThat(purify(new BitDepth(new BitDepth.Params(1)), row(0, 100, 128, 255))
                        .pixels())
                .startsWith(0, 0, 255, 255);
    }

    @Test
    void aLowerJpegQualityLosesMore() {
        FaceImage quantized = FACE.quantized();

        assertThat(Stream.of(95, 75, 50)
                        .map(quality -> distance(quantized, purify(new Jpeg(new Jpeg.Params(quality)), quantized))))
                .isSorted()
                .allMatch(loss -> loss > 0);
    }

    @Test
    void theMedianDropsASinglePixel() {
        FaceImage spot = plain(5, 5, 10);
        spot.pixels()[12] = 255;

        assertThat(purify(new Median(new Median.Params(3)), spot).pixels()).containsOnly(10f);
    }

    /** exp(-1/2) and exp(-2) and exp(-9/2) beside 1, divided by their sum. */
    @Test
    void aBlurredSpotIsTheKernel() {
        FaceImage spot = plain(9, 9, 0);
        spot.pixels()[4 * 9 + 4] = 100;

        FaceImage after = purify(new Blur(new Blur.Params(1)), spot);

        double total = 1 + 2 * (Math.exp(-.5) + Math.exp(-2) + Math.exp(-4.5));
        assertThat(after.at(0, 4, 4)).isCloseTo((float) (100 / (total * total)), within(1e-3f));
        assertThat(after.at(0, 4, 6)).isCloseTo((float) (100 * Math.exp(-2) / (total * total)), within(1e-3f));
        assertThat(after.at(0, 2, 6)).isCloseTo((float) (100 * Math.exp(-4) / (total * total)), within(1e-3f));
    }

    /** Two pixels of the same value become one, and one becomes two: a pattern of pairs comes back but for its edges' slopes. */
    @Test
    void halvingAndDoublingKeepsTheMean() {
        FaceImage face = FACE;

        FaceImage after = purify(new Resize(new Resize.Params(.5)), face);

        assertThat(mean(after)).isCloseTo(mean(face), within(.5));
        assertThat(distance(after, face)).isPositive();
    }

    /** Chambolle's dual objective is convex; what it converges to has less variation and stays near the photo. */
    @Test
    void totalVariationFallsAndTheNoiseOfAFlatFaceGoes() {
        FaceImage noisy = plain(16, 16, 128);
        for (int i = 0; i < noisy.pixels().length; i++) {
            noisy.pixels()[i] += i * 7919 % 13 - 6;
        }

        FaceImage after = purify(new TotalVariation(new TotalVariation.Params(.1, 100)), noisy);

        assertThat(variation(after)).isLessThan(variation(noisy) / 10);
        assertThat(mean(after)).isCloseTo(mean(noisy), within(.05));
    }

    /** Of a step of height h between two halves of width w, the weight takes weight / w from either side (ROF, exact). */
    @Test
    void totalVariationLowersAStepByWhatTheoryGives() {
        float[] step = new float[16];
        Arrays.fill(step, 8, 16, 255);

        FaceImage after = purify(new TotalVariation(new TotalVariation.Params(.4, 4000)), row(step));

        assertThat(after.pixels()[0]).isCloseTo(255 * .4f / 8, within(.5f));
        assertThat(after.pixels()[15]).isCloseTo(255 * (1 - .4f / 8), within(.5f));
    }

    @Test
    void aPaddedFaceLiesWholeWithinBlackAndFollowsItsGenerator() {
        FaceImage white = plain(20, 20, 255);
        RandomResizePad pad = new RandomResizePad(new RandomResizePad.Params(.5));

        FaceImage one = pad.purify(white, new Seed(1).generator());
        FaceImage same = pad.purify(white, new Seed(1).generator());
        FaceImage other = pad.purify(white, new Seed(2).generator());

        assertThat(one.pixels()).contains(0f, 255f).isEqualTo(same.pixels());
        assertThat(other.pixels()).isNotEqualTo(one.pixels());
    }

    private static FaceImage purify(Purification purification, FaceImage face) {
        return purification.purify(face, new Seed(1).generator());
    }

    private static FaceImage plain(int width, int height, float value) {
        float[] pixels = new float[3 * width * height];
        Arrays.fill(pixels, value);
        return new FaceImage(width, height, pixels);
    }

    /** One row of pixels, all channels alike. */
    private static FaceImage row(float... values) {
        float[] pixels = new float[3 * values.length];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(values, 0, pixels, channel * values.length, values.length);
        }
        return new FaceImage(values.length, 1, pixels);
    }

    private static double distance(FaceImage one, FaceImage other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            sum += Math.abs(one.pixels()[i] - other.pixels()[i]);
        }
        return sum / one.pixels().length;
    }

    private static double mean(FaceImage face) {
        double sum = 0;
        for (float value : face.pixels()) {
            sum += value;
        }
        return sum / face.pixels().length;
    }

    private static double variation(FaceImage face) {
        double sum = 0;
        for (int y = 0; y < face.height(); y++) {
            for (int x = 1; x < face.width(); x++) {
                sum += Math.abs(face.at(0, y, x) - face.at(0, y, x - 1));
            }
        }
        return sum;
    }
}
