package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceChoiceTest {

    private static final DetectedFace SMALL = face(new Box(40, 40, 60, 60));
    private static final DetectedFace LARGE = face(new Box(70, 70, 95, 95));

    @Test
    void takesTheLargest() {
        assertThat(FaceChoice.largest(List.of(SMALL, LARGE))).contains(LARGE);
        assertThat(FaceChoice.largest(List.of())).isEmpty();
    }

    @Test
    void takesTheOneThatThePhotoIsOf() {
        Photo photo = new Photo(100, 100, new byte[30_000]);

        assertThat(FaceChoice.main(List.of(SMALL, LARGE), photo)).contains(SMALL);
    }

    @Test
    void takesTheOneWhereTheOriginalWasThoughSmaller() {
        assertThat(FaceChoice.nearest(List.of(LARGE, SMALL), new Box(42, 38, 62, 58)))
                .contains(SMALL);
    }

    @Test
    void takesNoneThatOverlapsTooLittle() {
        assertThat(FaceChoice.nearest(List.of(LARGE, SMALL), new Box(52, 40, 72, 60)))
                .isEmpty();
    }

    @Test
    void guessesABoxFromLandmarks() {
        Landmarks upright = Landmarks.of(((Crop.FivePoint) Crop.ARCFACE112).targets());

        assertThat(FaceChoice.boxAround(upright).overlap(new Box(15.6, 11.7, 94, 116.5)))
                .isGreaterThan(.99);
    }

    private static DetectedFace face(Box box) {
        Point center = new Point((box.left() + box.right()) / 2, (box.top() + box.bottom()) / 2);
        return new DetectedFace(box, 1, Landmarks.of(List.of(center, center, center, center, center)));
    }
}
