package dev.visor.tensor;

import java.util.Locale;

/** Convolves, and goes back from a slope at the output to the slopes at what it was made of. */
@FunctionalInterface
interface Convolver {

    /**
     * A convolution's sizes.
     *
     * @param side of the square images, in pixels
     * @param kernel side of the filters, in pixels
     * @param padding zeros around the image, in pixels
     */
    record Geometry(int batch, int in, int out, int side, int kernel, int stride, int padding, int groups) {

        int outSide() {
            return (side + 2 * padding - kernel) / stride + 1;
        }

        int inputs() {
            return batch * in * side * side;
        }

        int filters() {
            return out * (in / groups) * kernel * kernel;
        }

        int outputs() {
            return batch * out * outSide() * outSide();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d images of %d x %d x %d with %d filters of %d x %d, stride %d, %d group(s)",
                    batch,
                    in,
                    side,
                    side,
                    out,
                    kernel,
                    kernel,
                    stride,
                    groups);
        }
    }

    /** Three arrays in rows: images [batch, in, side, side], filters [out, in / groups, kernel, kernel], slopes like the output. */
    record Given(float[] images, float[] filters, float[] slopes) {}

    /**
     * The result of a convolution, with its gradients.
     *
     * @param output [batch, out, outSide, outSide]
     * @param images gradient of the sum of outputs times slopes, of the images' shape
     * @param filters likewise
     */
    record Answer(float[] output, float[] images, float[] filters) {}

    Answer convolve(Geometry geometry, Given given);
}
