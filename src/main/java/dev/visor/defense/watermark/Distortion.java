package dev.visor.defense.watermark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Blur;
import dev.visor.tensor.Scaled;
import java.util.random.RandomGenerator;

/** A change that shared photos meet, as a differentiable layer; how strong, is drawn each time. */
enum Distortion {
    /** Nothing. */
    NONE {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            return marked;
        }
    },
    /** Compression at a quality of 50 to 95. */
    JPEG {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            return JpegLayer.of(marked, 50 + random.nextInt(46));
        }
    },
    /** A Gaussian of half a pixel to two. */
    BLUR {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            return Blur.gaussian(marked, .5 + 1.5 * random.nextDouble());
        }
    },
    /** Shrunk to .4 of the side or more and enlarged again, up to two pixels beside its place: a face that is found anew is not cut just so. */
    RESIZE {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            int side = (int) marked.getShape().get(2);
            int small = (int) Math.ceil(side * (.4 + .6 * random.nextDouble()));
            float[][] shrunk = Sampling.axis(side, small, side / (double) small, 0);
            double stretch = .97 + .06 * random.nextDouble();
            float[][] down = enlarged(small, side, stretch, random);
            float[][] across = enlarged(small, side, stretch, random);
            return Sampling.of(Sampling.of(marked, shrunk, shrunk), down, across);
        }

        private float[][] enlarged(int small, int side, double stretch, RandomGenerator random) {
            double scale = small / (double) side;
            double shift = SHIFT * side * (2 * random.nextDouble() - 1);
            return Sampling.axis(small, side, scale * stretch, scale * shift);
        }
    },
    /** Gaussian noise of 2 to 10 levels. */
    NOISE {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            Shape shape = marked.getShape();
            double deviation = 2 + 8 * random.nextDouble();
            float[] noise = new float[(int) shape.size()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (deviation * random.nextGaussian());
            }
            return marked.add(marked.getManager().create(noise, shape));
        }
    },
    /** Brighter or darker by up to a fifth, and colors paler, down to gray. */
    BRIGHTNESS {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            double color = Math.min(1, 1.5 * random.nextDouble());
            Shape shape = marked.getShape();
            float[] mixing = new float[9];
            for (int i = 0; i < mixing.length; i++) {
                mixing[i] = (float) ((1 - color) * LUMINANCE[i % 3] + (i % 4 == 0 ? color : 0));
            }
            NDArray paler = marked.getManager()
                    .create(mixing, new Shape(3, 3))
                    .matMul(marked.reshape(shape.get(0), 3, shape.get(2) * shape.get(3)))
                    .reshape(shape);
            return Scaled.by(paler, .8 + .4 * random.nextDouble());
        }
    },
    /** A rectangle of 70 % of the side or more is kept, and around it stands the original: a mark that was cut off. */
    CROP {
        @Override
        NDArray of(NDArray marked, NDArray originals, RandomGenerator random) {
            int side = (int) marked.getShape().get(2);
            int height = (int) Math.ceil(side * (.7 + .3 * random.nextDouble()));
            int width = (int) Math.ceil(side * (.7 + .3 * random.nextDouble()));
            int top = random.nextInt(side - height + 1);
            int left = random.nextInt(side - width + 1);
            float[] kept = new float[side * side];
            for (int row = top; row < top + height; row++) {
                for (int column = left; column < left + width; column++) {
                    kept[row * side + column] = 1;
                }
            }
            NDManager manager = marked.getManager();
            NDArray inside = manager.create(kept, new Shape(1, 1, side, side));
            return originals.add(marked.sub(originals).mul(inside));
        }
    };

    private static final double[] LUMINANCE = {.299, .587, .114};

    /** The most that a face is cut beside its place, as a share of its side. */
    private static final double SHIFT = 2 / 112.;

    /**
     * Distorts a batch.
     *
     * @param marked [N, 3, S, S], 0..255
     * @param originals likewise, before they were marked
     * @return likewise, differentiable in the marked ones
     */
    abstract NDArray of(NDArray marked, NDArray originals, RandomGenerator random);
}
