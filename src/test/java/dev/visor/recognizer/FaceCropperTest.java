package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaceCropperTest {

    private static final SimilarityTransform SAME = new SimilarityTransform(1, 0, 0, 0);

    /** Red is 0 10 / 20 30, green is red + 1, blue is red + 2. */
    private static final Photo FOUR = new Photo(2, 2, new byte[] {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32});

    @Test
    void copiesPixelsWhereNothingMoves() {
        assertThat(FaceCropper.crop(FOUR, SAME, 2).pixels())
                .containsExactly(0, 10, 20, 30, 1, 11, 21, 31, 2, 12, 22, 32);
    }

    @Test
    void mixesTheFourPixelsAroundAPlace() {
        FaceImage crop = FaceCropper.crop(FOUR, new SimilarityTransform(1, 0, -.5, -.25), 1);

        assertThat(crop.at(0, 0, 0)).isEqualTo(10);
        assertThat(crop.at(2, 0, 0)).isEqualTo(12);
    }

    @Test
    void isBlackOutsideThePhotoAndMixesWithBlackAtItsEdge() {
        FaceImage crop = FaceCropper.crop(FOUR, new SimilarityTransform(1, 0, 1.5, 1), 5);

        assertThat(crop.at(1, 1, 0)).isZero();
        assertThat(crop.at(1, 1, 1)).isEqualTo(.5f);
        assertThat(crop.at(1, 1, 3)).isEqualTo(5.5f);
        assertThat(crop.at(1, 1, 4)).isZero();
        assertThat(crop.at(1, 3, 2)).isZero();
    }

    @Test
    void putsTheLandmarksWhereTheCropWantsThem() {
        byte[] rgb = new byte[200 * 200 * 3];
        rgb[(60 * 200 + 80) * 3] = (byte) 200;
        Photo photo = new Photo(200, 200, rgb);
        Point eye = ((Crop.FivePoint) Crop.ARCFACE112).targets().get(0);
        SimilarityTransform shift = new SimilarityTransform(1, 0, 80 - Math.rint(eye.x()), 60 - Math.rint(eye.y()));
        Landmarks landmarks = Landmarks.of(((Crop.FivePoint) Crop.ARCFACE112)
                .targets().stream().map(shift::apply).toList());

        FaceImage crop = FaceCropper.crop(photo, landmarks, Crop.ARCFACE112);

        assertThat(crop.at(0, (int) Math.rint(eye.y()), (int) Math.rint(eye.x())))
                .isCloseTo(200, within(.01f));
    }

    @Test
    void agreesWithAWarpWrittenAnotherWay() {
        byte[] rgb = new byte[60 * 50 * 3];
        SplittableRandom random = new SplittableRandom(4);
        random.nextBytes(rgb);
        Photo photo = new Photo(60, 50, rgb);
        for (SimilarityTransform toCrop : List.of(
                new SimilarityTransform(.8, .1, -5, 3),
                new SimilarityTransform(1.7, -.4, 20, -30),
                new SimilarityTransform(-.5, .5, 30, 20))) {
            FaceImage crop = FaceCropper.crop(photo, toCrop, 40);
            for (int v = 0; v < 40; v++) {
                for (int u = 0; u < 40; u++) {
                    Point at = toCrop.inverse().apply(new Point(u, v));
                    for (int c = 0; c < 3; c++) {
                        assertThat(crop.at(c, v, u)).isCloseTo((float) tent(photo, at, c), within(.001f));
                    }
                }
            }
        }
    }

    /** Every pixel of the photo counts by how near it is: the definition, as slow as it is plain. */
    private static double tent(Photo photo, Point at, int channel) {
        double sum = 0;
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                double weight = Math.max(0, 1 - Math.abs(x - at.x())) * Math.max(0, 1 - Math.abs(y - at.y()));
                sum += weight * photo.at(x, y, channel);
            }
        }
        return sum;
    }
}
