package dev.visor.recognizer.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Meshes of one or two triangles whose pixels can be counted by hand. */
class TextureWarpTest {

    private static final int SIDE = 9;

    /** Points 0, 1, 2 turn against the clock on the screen, so they face the camera. */
    private static final int[] FACING = {0, 1, 2};

    private static final int[] AWAY = {0, 2, 1};

    /** A right angle at (1, 1), its legs 4 pixels long, down and to the right. */
    private static final double[] RIGHT_ANGLE = {1, 1, 0, 1, 5, 0, 5, 1, 0};

    /** The corners of the texture: upper left, lower left, upper right. */
    private static final float[] CORNERS = {0, 0, 0, 1, 1, 0};

    @Test
    void thePixelsOfATriangleAreThoseWithinItAndOnItsEdges() {
        TextureWarp warp = new TextureWarp(mesh(FACING, RIGHT_ANGLE, CORNERS), 8, 8, SIDE);

        // 5 + 4 + 3 + 2 + 1 on the rows 1 to 5.
        assertThat(warp.pixels()).hasSize(15).contains(9, 13, 41).doesNotContain(8, 14, 42);
    }

    @Test
    void aPixelTakesTheTextureWhereItsPlaceInTheTriangleIs() {
        TextureWarp warp = new TextureWarp(mesh(FACING, RIGHT_ANGLE, CORNERS), 8, 8, SIDE);

        float[] across = warp.apply(ramp(true));
        float[] below = warp.apply(ramp(false));

        // Pixel (2, 4) is a quarter of a leg to the right of the angle, and three quarters down.
        assertThat(across[4 * 8 + 2]).isCloseTo(.25f * (SIDE - 1), within(1e-5f));
        assertThat(below[4 * 8 + 2]).isCloseTo(.75f * (SIDE - 1), within(1e-5f));
        assertThat(across[1 * 8 + 5]).isCloseTo(SIDE - 1, within(1e-5f));
        assertThat(across[7 * 8 + 7]).isZero();
    }

    @Test
    void valuesBetweenFourAreTheirBilinearMean() {
        float[] texture = {0, 10, 20, 40};
        double[] here = {2, 2, 0, 2, 6, 0, 6, 2, 0};
        float[] middle = {.5f, .25f, .5f, .25f, .5f, .25f};

        float[] image = new TextureWarp(mesh(FACING, here, middle), 8, 8, 2).apply(texture);

        assertThat(image[3 * 8 + 3]).isCloseTo((5 * 3 + 30) / 4f, within(1e-5f));
    }

    @Test
    void whatFacesAwayIsNotSeen() {
        assertThat(new TextureWarp(mesh(AWAY, RIGHT_ANGLE, CORNERS), 8, 8, SIDE).pixels())
                .isEmpty();
    }

    @Test
    void theNearestSurfaceHidesWhatIsBehindIt() {
        double[] both = {
            1, 1, 5, 1, 5, 5, 5, 1, 5,
            1, 1, 2, 1, 3, 2, 3, 1, 2
        };
        float[] texture = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
        int[] farThenNear = {0, 1, 2, 3, 4, 5};
        int[] nearThenFar = {3, 4, 5, 0, 1, 2};

        for (int[] order : new int[][] {farThenNear, nearThenFar}) {
            float[] image = new TextureWarp(mesh(order, both, texture), 8, 8, SIDE).apply(ramp(true));

            assertThat(image[1 * 8 + 2]).as("in front").isEqualTo(SIDE - 1);
            assertThat(image[1 * 8 + 4]).as("beside it").isZero();
        }
    }

    @Test
    void whatFacesAwayHidesWhatIsBehindIt() {
        double[] both = {
            1, 1, 5, 1, 5, 5, 5, 1, 5,
            1, 1, 2, 1, 3, 2, 3, 1, 2
        };

        int[] seen = new TextureWarp(mesh(new int[] {0, 1, 2, 3, 5, 4}, both, new float[12]), 8, 8, SIDE).pixels();

        // The 6 pixels of the smaller triangle are hidden.
        assertThat(seen).hasSize(15 - 6).doesNotContain(9);
    }

    @Test
    void slopesComeBackByTheTranspose() {
        FaceMesh mesh = mesh(FACING, new double[] {-2.3, .4, 0, 3.1, 9.7, 0, 8.6, 2.2, 0}, new float[] {
            .1f, .2f, .3f, .9f, .95f, .05f
        });
        TextureWarp warp = new TextureWarp(mesh, 7, 8, SIDE);
        RandomGenerator random = new Seed(4).generator();
        float[] texture = drawn(3 * SIDE * SIDE, random);
        float[] slopes = drawn(3 * 7 * 8, random);

        double drawn = product(warp.apply(texture), slopes);

        assertThat(warp.pixels()).hasSizeGreaterThan(20);
        assertThat(product(texture, warp.back(slopes))).isCloseTo(drawn, within(1e-5 * Math.abs(drawn)));
    }

    private static FaceMesh mesh(int[] triangles, double[] points, float[] texture) {
        double[] all = new double[3 * MeshTopology.POINTS];
        System.arraycopy(points, 0, all, 0, points.length);
        float[] places = new float[2 * MeshTopology.POINTS];
        System.arraycopy(texture, 0, places, 0, texture.length);
        return new FaceMesh(new MeshTopology(triangles, places), all);
    }

    /** A texture whose values are their columns, or their rows. */
    private static float[] ramp(boolean columns) {
        float[] texture = new float[SIDE * SIDE];
        for (int i = 0; i < texture.length; i++) {
            texture[i] = columns ? i % SIDE : i / SIDE;
        }
        return texture;
    }

    private static float[] drawn(int length, RandomGenerator random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextDouble() - .5);
        }
        return values;
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
