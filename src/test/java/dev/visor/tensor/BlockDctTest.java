package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.SyntheticFaces;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BlockDctTest {

    private static final int SIDE = 13;
    private static final int[] ALL = IntStream.range(0, BlockDct.MAPS).toArray();

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** The image of 8 times the size is made, in double precision, and each of its blocks is transformed by the DCT's definition. */
    @Test
    void agreesWithUpSamplingAndTransformWrittenOut() {
        List<FaceImage> faces = SyntheticFaces.of(2, 5, SIDE);
        try (NDManager scope = compute.manager().newSubManager()) {
            float[] maps = new BlockDct(scope, SIDE, ALL)
                    .forward(Faces.stack(scope, faces))
                    .toFloatArray();

            for (int i = 0; i < 2; i++) {
                double[] expected = writtenOut(faces.get(i));
                for (int k = 0; k < expected.length; k++) {
                    assertThat((double) maps[i * expected.length + k]).isCloseTo(expected[k], within(1e-5));
                }
            }
        }
    }

    private static double[] writtenOut(FaceImage face) {
        double[] maps = new double[BlockDct.MAPS * SIDE * SIDE];
        for (int color = 0; color < 3; color++) {
            double[][] large = upSampled(face, color);
            for (int by = 0; by < SIDE; by++) {
                for (int bx = 0; bx < SIDE; bx++) {
                    for (int f = 0; f < 64; f++) {
                        maps[((color * 64 + f) * SIDE + by) * SIDE + bx] = coefficient(large, by, bx, f / 8, f % 8);
                    }
                }
            }
        }
        return maps;
    }

    private static double[][] upSampled(FaceImage face, int color) {
        double[][] large = new double[8 * SIDE][8 * SIDE];
        double step = (SIDE - 1.) / (8 * SIDE - 1.);
        for (int y = 0; y < 8 * SIDE; y++) {
            for (int x = 0; x < 8 * SIDE; x++) {
                int top = (int) (y * step);
                int left = (int) (x * step);
                double dy = y * step - top;
                double dx = x * step - left;
                large[y][x] = (1 - dy) * (1 - dx) * pixel(face, color, top, left)
                        + (1 - dy) * dx * pixel(face, color, top, left + 1)
                        + dy * (1 - dx) * pixel(face, color, top + 1, left)
                        + dy * dx * pixel(face, color, top + 1, left + 1);
            }
        }
        return large;
    }

    /** YCbCr with Cb and Cr around 0 and Y less 128, in units of 128. */
    private static double pixel(FaceImage face, int color, int y, int x) {
        int row = Math.min(y, SIDE - 1);
        int column = Math.min(x, SIDE - 1);
        double r = face.at(0, row, column);
        double g = face.at(1, row, column);
        double b = face.at(2, row, column);
        double luma = .299 * r + .587 * g + .114 * b;
        return switch (color) {
            case 0 -> (luma - 128) / 128;
            case 1 -> (b - luma) / 1.772 / 128;
            default -> (r - luma) / 1.402 / 128;
        };
    }

    private static double coefficient(double[][] large, int by, int bx, int u, int v) {
        double sum = 0;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                sum += large[8 * by + y][8 * bx + x]
                        * Math.cos((2 * y + 1) * u * Math.PI / 16)
                        * Math.cos((2 * x + 1) * v * Math.PI / 16);
            }
        }
        double cu = u == 0 ? Math.sqrt(.5) : 1;
        double cv = v == 0 ? Math.sqrt(.5) : 1;
        return sum * cu * cv / 4;
    }

    @Test
    void givesEveryPixelBack() {
        List<FaceImage> faces = SyntheticFaces.of(2, 6, 64);
        try (NDManager scope = compute.manager().newSubManager()) {
            BlockDct dct = new BlockDct(scope, 64, ALL);

            List<FaceImage> back = Faces.unstack(dct.inverse(dct.forward(Faces.stack(scope, faces))));

            for (int i = 0; i < 2; i++) {
                assertThat(back.get(i).quantized().pixels())
                        .isEqualTo(faces.get(i).pixels());
            }
        }
    }

    @Test
    void givesThoseMapsAloneThatAreAskedFor() {
        int[] some = {3, 9, 10, 70, 128, 191};
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray faces = Faces.stack(scope, SyntheticFaces.of(1, 7, SIDE));
            NDArray all = new BlockDct(scope, SIDE, ALL).forward(faces);

            NDArray few = new BlockDct(scope, SIDE, some).forward(faces);

            for (int i = 0; i < some.length; i++) {
                assertThat(few.get(0, i).sub(all.get(0, some[i])).abs().max().getFloat())
                        .isLessThan(1e-6f);
            }
        }
    }

    @Test
    void leavesOutOfThePictureWhatWasLeftOutOfTheMaps() {
        int[] some = {3, 9, 10, 70, 191};
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray faces = Faces.stack(scope, SyntheticFaces.of(1, 7, SIDE));
            BlockDct few = new BlockDct(scope, SIDE, some);
            BlockDct all = new BlockDct(scope, SIDE, ALL);
            NDArray maps = few.forward(faces);
            NDArray padded = scope.zeros(new Shape(1, BlockDct.MAPS, SIDE, SIDE));
            for (int i = 0; i < some.length; i++) {
                padded.set(new ai.djl.ndarray.index.NDIndex("0, {}", some[i]), maps.get(0, i));
            }

            assertThat(few.inverse(maps).sub(all.inverse(padded)).abs().max().getFloat())
                    .isLessThan(1e-3f);
        }
    }

    /** The transform is linear, so that the gradient of a weighted sum of maps times a move is how far the sum moves. */
    @Test
    void isDifferentiableInTheFaces() {
        try (NDManager scope = compute.manager().newSubManager()) {
            BlockDct dct = new BlockDct(scope, SIDE, new int[] {1, 8, 77});
            NDArray faces = Gradients.leaf(Faces.stack(scope, SyntheticFaces.of(1, 8, SIDE)));
            NDArray move = Faces.stack(scope, SyntheticFaces.of(1, 9, SIDE))
                    .sub(faces.duplicate().stopGradient());
            NDArray weights = scope.create(ramp(3 * SIDE * SIDE), new Shape(1, 3, SIDE, SIDE));
            NDArray before = dct.forward(faces).mul(weights).sum();

            NDArray gradient = Gradients.of(before, faces, false);

            float moved = dct.forward(faces.stopGradient().add(move))
                            .mul(weights)
                            .sum()
                            .getFloat()
                    - before.getFloat();
            assertThat(gradient.mul(move).sum().getFloat()).isCloseTo(moved, within(1e-3f));
        }
    }

    /** x'(A y) = y'(A' x), for gray faces, whose luma is the pixels themselves. */
    @Test
    void isTransposed() {
        try (NDManager scope = compute.manager().newSubManager()) {
            BlockDct dct = new BlockDct(scope, SIDE, new int[] {1, 9, 10});
            NDArray gray = Faces.stack(scope, SyntheticFaces.of(1, 8, SIDE)).get(":, 0:1");
            NDArray weights = scope.create(ramp(3 * SIDE * SIDE), new Shape(1, 3, SIDE, SIDE));

            float there = dct.forward(gray.broadcast(1, 3, SIDE, SIDE))
                    .mul(weights)
                    .sum()
                    .getFloat();

            NDArray luma = dct.transposed(weights).get(":, 0:1");
            assertThat(luma.mul(gray.sub(128).div(128)).sum().getFloat()).isCloseTo(there, within(1e-4f));
        }
    }

    @Test
    void keepsNothingThatBelongsToABatch() {
        try (NDManager memory = compute.manager().newSubManager()) {
            BlockDct dct = new BlockDct(memory, SIDE, ALL);
            int before = memory.getManagedArrays().size();
            try (NDManager scope = memory.newSubManager()) {
                dct.inverse(dct.forward(Faces.stack(scope, SyntheticFaces.of(1, 7, SIDE))));
            }
            assertThat(memory.getManagedArrays()).hasSize(before);
        }
    }

    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (i % 17 - 8) / 100f;
        }
        return values;
    }
}
