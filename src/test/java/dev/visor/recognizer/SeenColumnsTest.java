package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import org.junit.jupiter.api.Test;

class SeenColumnsTest {

    private static final Landmarks FACE = new Landmarks(
            new Point(100, 120), new Point(140, 118), new Point(121, 140), new Point(104, 165), new Point(138, 163));

    /** SphereFace's own targets in 112 x 96, from its preprocessing code: those of arcface112, eight columns to the left. */
    @Test
    void aNetworkOf96ColumnsSeesTheMiddleOfTheSquare() {
        float[] seen = SeenColumns.of(Crop.SPHEREFACE112X96).of(columns(112));

        assertThat(seen).hasSize(3 * 112 * 96);
        assertThat(seen[0]).isEqualTo(8);
        assertThat(seen[95]).isEqualTo(103);
        assertThat(Crop.SPHEREFACE112X96.fit(FACE)).isEqualTo(Crop.ARCFACE112.fit(FACE));
    }

    @Test
    void aBoxIsStretchedToASquareBetweenTheCentersOfItsPixels() {
        float[] seen = SeenColumns.of(Crop.FACENET160).of(columns(160));

        assertThat(seen).hasSize(3 * 160 * 160);
        assertThat(seen[0]).isEqualTo(20);
        assertThat(seen[159]).isEqualTo(139);
        assertThat(seen[80]).isEqualTo(20 + 80.5f * 120 / 160 - .5f, within(1e-4f));
    }

    @Test
    void theMatrixSaysTheSame() {
        float[] matrix = SeenColumns.of(Crop.FACENET160).matrix();
        float[] seen = SeenColumns.of(Crop.FACENET160).of(columns(160));

        for (int x = 0; x < 160; x++) {
            float sum = 0;
            for (int column = 0; column < 160; column++) {
                sum += column * matrix[column * 160 + x];
            }
            assertThat(sum).isEqualTo(seen[x], within(1e-4f));
        }
    }

    @Test
    void theBoxIsUprightAndFillsTheHeightOfItsCrop() {
        var box = Crop.UprightBox.around(FACE);
        var toCrop = Crop.FACENET160.fit(FACE);

        assertThat(toCrop.b()).isZero();
        assertThat(toCrop.apply(new Point(box.left(), box.top())).y()).isEqualTo(-.5, within(1e-9));
        assertThat(toCrop.apply(new Point(box.right(), box.bottom())).y()).isEqualTo(159.5, within(1e-9));
        assertThat(box.height()).isBetween(100., 130.);
    }

    private static float[] columns(int side) {
        float[] pixels = new float[FaceImage.CHANNELS * side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % side;
        }
        return pixels;
    }
}
