package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import dev.visor.core.image.Box;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The matrices against the steps that they stand for: resize, add within the box, resize back. */
class PhotoRoundTripTest {

    private static final int SIDE = 112;

    @ParameterizedTest
    @ValueSource(ints = {60, 90, 127, 173, 260})
    void twoMatricesDoWhatTheStepsDo(int photoSide) {
        RandomGenerator random = new Seed(photoSide).generator();
        double[][] face = uniform(random);
        double[][] changed = uniform(random);
        int top = photoSide / 7;
        int bottom = photoSide - photoSide / 9;
        int left = photoSide / 5;
        int right = photoSide - photoSide / 6;
        PhotoRoundTrip trip = new PhotoRoundTrip(SIDE, photoSide, new Box(left, top, right, bottom));

        double[][] up = resize(face, photoSide);
        double[][] upChanged = resize(changed, photoSide);
        for (int y = top; y < bottom; y++) {
            System.arraycopy(upChanged[y], left, up[y], left, right - left);
        }
        double[][] literal = resize(up, SIDE);

        for (int y = 0; y < SIDE; y += 5) {
            for (int x = 0; x < SIDE; x += 3) {
                double sum = 0;
                for (int i = 0; i < SIDE; i++) {
                    for (int j = 0; j < SIDE; j++) {
                        sum += trip.resized[y * SIDE + i] * face[i][j] * trip.resized[x * SIDE + j]
                                + trip.rows[y * SIDE + i] * (changed[i][j] - face[i][j]) * trip.columns[x * SIDE + j];
                    }
                }
                assertThat(sum).isCloseTo(literal[y][x], within(1e-6));
            }
        }
    }

    private static double[][] uniform(RandomGenerator random) {
        double[][] image = new double[SIDE][SIDE];
        Arrays.stream(image).forEach(row -> Arrays.setAll(row, x -> 255 * random.nextDouble()));
        return image;
    }

    /** Bilinear at half-pixel centers, two neighbors an axis whatever the scale, the border repeated. */
    private static double[][] resize(double[][] image, int to) {
        double[][] resized = new double[to][to];
        for (int y = 0; y < to; y++) {
            for (int x = 0; x < to; x++) {
                double sy = (y + .5) * image.length / to - .5;
                double sx = (x + .5) * image.length / to - .5;
                double fy = sy - Math.floor(sy);
                double fx = sx - Math.floor(sx);
                resized[y][x] = (1 - fy) * ((1 - fx) * at(image, sy, sx) + fx * at(image, sy, sx + 1))
                        + fy * ((1 - fx) * at(image, sy + 1, sx) + fx * at(image, sy + 1, sx + 1));
            }
        }
        return resized;
    }

    private static double at(double[][] image, double y, double x) {
        int last = image.length - 1;
        return image[(int) Math.max(0, Math.min(last, Math.floor(y)))][
                (int) Math.max(0, Math.min(last, Math.floor(x)))];
    }
}
