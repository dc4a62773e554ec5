package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasteBackTest {

    private static final SimilarityTransform SHIFTED = new SimilarityTransform(1, 0, -3, -2);

    private static final int SIDE = 24;

    @Test
    void addsTheDifferenceToThePixelsBelowTheCrop() {
        Photo photo = grey(6, 5, 100);
        FaceImage original = FaceCropper.crop(photo, SHIFTED, 2);
        FaceImage lighter = shifted(original, 7);

        Photo pasted = PasteBack.add(photo, SHIFTED, original, lighter, new Budget(8 / 255.));

        assertThat(reds(pasted, 2)).containsExactly(100, 100, 100, 107, 107, 100);
        assertThat(reds(pasted, 3)).containsExactly(100, 100, 100, 107, 107, 100);
        assertThat(reds(pasted, 1)).containsOnly(100);
        assertThat(reds(pasted, 4)).containsOnly(100);
    }

    @Test
    void replacesThePixelsBelowTheCropAndBlendsAtItsBorder() {
        Photo photo = grey(6, 5, 100);
        SimilarityTransform half = new SimilarityTransform(1, 0, -2.5, -2);
        FaceImage original = FaceCropper.crop(photo, half, 2);
        FaceImage black = new FaceImage(2, 2, new float[12]);

        Photo pasted = PasteBack.replace(photo, half, original, black);

        assertThat(reds(pasted, 2)).containsExactly(100, 100, 50, 0, 50, 100);
        assertThat(reds(pasted, 1)).containsOnly(100);
    }

    @Test
    void roundsHalfToEvenAndStaysWithinTheRange() {
        Photo photo = grey(6, 5, 250);
        FaceImage original = FaceCropper.crop(photo, SHIFTED, 2);

        assertThat(PasteBack.add(photo, SHIFTED, original, shifted(original, .5f), new Budget(1))
                        .at(3, 2, 0))
                .isEqualTo(250);
        assertThat(PasteBack.add(photo, SHIFTED, original, shifted(original, 1.5f), new Budget(1))
                        .at(3, 2, 0))
                .isEqualTo(252);
        assertThat(PasteBack.add(photo, SHIFTED, original, shifted(original, 99), new Budget(1))
                        .at(3, 2, 0))
                .isEqualTo(255);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1 / 255., 7.5 / 255, 8 / 255., 12 / 255., .03})
    void noPixelMovesFurtherThanTheBudgetWhateverTheCropDid(double epsilon) {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Photo photo = noise(40, 30, random);
            SimilarityTransform toCrop = anyFit(random);
            FaceImage original = FaceCropper.crop(photo, toCrop, SIDE).quantized();
            FaceImage overdone = noisy(original, 2 * 255 * epsilon, random);

            Photo pasted = PasteBack.add(photo, toCrop, original, overdone, new Budget(epsilon));

            int most = 0;
            for (int i = 0; i < photo.rgb().length; i++) {
                most = Math.max(most, Math.abs((photo.rgb()[i] & 0xff) - (pasted.rgb()[i] & 0xff)));
            }
            assertThat(most).isPositive().isLessThanOrEqualTo((int) Math.floor(255 * epsilon + 1e-6));
        }
    }

    @Test
    void nothingChangesOutsideTheFootprint() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Photo photo = noise(40, 30, random);
            SimilarityTransform toCrop = anyFit(random);
            FaceImage original = FaceCropper.crop(photo, toCrop, SIDE);
            FaceImage other = noisy(original, 200, random);
            Photo added = PasteBack.add(photo, toCrop, original, other, new Budget(1));
            Photo replaced = PasteBack.replace(photo, toCrop, original, other);

            int inside = 0;
            int changed = 0;
            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    Point at = toCrop.apply(new Point(x, y));
                    boolean in = Math.min(at.x(), at.y()) > -1 && Math.max(at.x(), at.y()) < SIDE;
                    boolean same = same(photo, added, x, y) && same(photo, replaced, x, y);
                    assertThat(in || same).as("%d, %d of seed %d", x, y, seed).isTrue();
                    inside += in ? 1 : 0;
                    changed += same ? 0 : 1;
                }
            }
            assertThat(changed).isGreaterThan(inside * 8 / 10);
        }
    }

    @Test
    void anUnchangedCropGivesTheIdenticalPhoto() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Photo photo = noise(40, 30, random);
            SimilarityTransform toCrop = anyFit(random);
            FaceImage original = FaceCropper.crop(photo, toCrop, SIDE);
            FaceImage same = new FaceImage(SIDE, SIDE, original.pixels().clone());

            assertThat(PasteBack.add(photo, toCrop, original, same, new Budget(1))
                            .rgb())
                    .isEqualTo(photo.rgb());
            assertThat(PasteBack.replace(photo, toCrop, original, same).rgb()).isEqualTo(photo.rgb());
        }
    }

    @Test
    void cuttingAgainGivesAboutTheProtectedCrop() {
        Photo photo = grey(80, 80, 120);
        SimilarityTransform toCrop = new SimilarityTransform(.9, .1, -10, -20);
        FaceImage original = FaceCropper.crop(photo, toCrop, SIDE);
        FaceImage wave = wave(original, 20);

        for (Photo pasted : new Photo[] {
            PasteBack.add(photo, toCrop, original, wave, new Budget(20 / 255.)),
            PasteBack.replace(photo, toCrop, original, wave)
        }) {
            FaceImage again = FaceCropper.crop(pasted, toCrop, SIDE);
            for (int v = 1; v < SIDE - 1; v++) {
                for (int u = 1; u < SIDE - 1; u++) {
                    assertThat(Math.abs(again.at(0, v, u) - wave.at(0, v, u))).isLessThan(2);
                }
            }
        }
    }

    @Test
    void worksWhereTheCropHangsOverThePhotosEdgeOrMissesIt() {
        Photo photo = grey(10, 10, 100);
        for (SimilarityTransform toCrop :
                new SimilarityTransform[] {new SimilarityTransform(1, 0, 4, 4), new SimilarityTransform(1, 0, 500, 500)
                }) {
            FaceImage original = FaceCropper.crop(photo, toCrop, SIDE);
            Photo pasted = PasteBack.add(photo, toCrop, original, shifted(original, 3), new Budget(.1));
            assertThat(pasted.at(0, 0, 0)).isEqualTo(toCrop.tx() < 10 ? 103 : 100);
        }
    }

    @Test
    void refusesACropOfAnotherSize() {
        FaceImage two = new FaceImage(2, 2, new float[12]);
        FaceImage one = new FaceImage(1, 1, new float[3]);

        assertThatThrownBy(() -> PasteBack.replace(grey(4, 4, 0), SHIFTED, two, one))
                .hasMessageContaining("a 1 x 1 crop cannot replace one of 2 x 2");
    }

    private static boolean same(Photo a, Photo b, int x, int y) {
        int at = (y * a.width() + x) * 3;
        return Arrays.equals(a.rgb(), at, at + 3, b.rgb(), at, at + 3);
    }

    private static int[] reds(Photo photo, int y) {
        int[] reds = new int[photo.width()];
        for (int x = 0; x < reds.length; x++) {
            reds[x] = photo.at(x, y, 0);
        }
        return reds;
    }

    private static Photo grey(int width, int height, int value) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) value);
        return new Photo(width, height, rgb);
    }

    private static Photo noise(int width, int height, SplittableRandom random) {
        byte[] rgb = new byte[width * height * 3];
        random.nextBytes(rgb);
        return new Photo(width, height, rgb);
    }

    private static SimilarityTransform anyFit(SplittableRandom random) {
        double turn = random.nextDouble(-.5, .5);
        double scale = random.nextDouble(.7, 1.8);
        double a = scale * Math.cos(turn);
        double b = scale * Math.sin(turn);
        Point center = new SimilarityTransform(a, b, 0, 0).apply(new Point(20, 15));
        return new SimilarityTransform(a, b, SIDE / 2. - center.x(), SIDE / 2. - center.y());
    }

    private static FaceImage shifted(FaceImage face, float by) {
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += by;
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    private static FaceImage noisy(FaceImage face, double most, SplittableRandom random) {
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) Math.max(0, Math.min(255, pixels[i] + random.nextDouble(-most, most)));
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    /** Slow waves, which survive two resamplings. */
    private static FaceImage wave(FaceImage face, double height) {
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (float) (height * Math.sin(i % SIDE / 4.) * Math.cos(i / SIDE % SIDE / 4.));
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
