package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Local differential privacy of a photo by randomized response on its bits: the mean of every 2 x 2 pixels (Haar's LL)
 * is taken away, Y, Cb and Cr of 8 bit are sliced into 24 bit planes, and every bit is flipped with a chance that its
 * part of the budget sets; what comes of it is a picture again, and is drawn anew whenever the photo is used. Cao et
 * al., "LDP-Slicing: Local Differential Privacy for Images via Randomized Bit-Plane Slicing", CVPR 2026, arXiv
 * 2603.03711, as notes of the paper and the authors' code (HideTheDandi/LDP-Slicing) have it: first the transform and
 * its inverse, in pixels around 128, then the bits; the recognizer is given RGB, clipped and not rounded.
 *
 * <p>Departures. Sliced values are rounded, where the code cuts: see {@link DetailColors}. LL is 0, as in the code's
 * examples; its training has a hundred-thousandth of it left.
 *
 * <p>What is promised. Two values of a sliced pixel are told apart at most with epsilon = {@code budget}, and by no
 * test with an advantage above tanh(epsilon / 2) / 2 over a guess. The notes call this privacy of a pixel. But each
 * pixel of a photo has part in the four that it is transformed with, all of which tell of it: of a pixel of the photo
 * up to 4 x {@code budget} is spent, and of a photo {@link Params#photoEpsilon}; of a photo that is used t times, t
 * times that.
 *
 * <p>Bits have no slope. Gradients are those of the straight line between the mean answers to the darkest and to the
 * brightest value; it adds exactly nothing to what is shown, so that no rounding tells what a flip hid.
 */
public final class LdpSlicing implements MaskingDefense {

    private static final int COLORS = 3;

    private final Params params;

    /**
     * @param budget epsilon of all 24 bits of a sliced pixel together, in one use, above 0
     * @param split what part of it each bit gets
     */
    public record Params(double budget, BudgetSplit split) {

        public Params {
            if (!(budget > 0) || Double.isInfinite(budget)) {
                throw new IllegalArgumentException("budget must be above 0, got " + budget);
            }
        }

        /**
         * Returns the privacy loss of one use of a whole photo: all its pixels may differ, and each spends the budget.
         */
        public double photoEpsilon(int side) {
            return (double) side * side * budget;
        }
    }

    public LdpSlicing(Params params) {
        this.params = params;
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        if (side % 2 != 0) {
            throw new IllegalArgumentException(
                    "ldp-slicing transforms 2 x 2 pixels at a time and needs faces of an even side, got a side of "
                            + side);
        }
        return new Sliced(new RandomizedBits(params.split().of(params.budget())), side);
    }

    private record Sliced(RandomizedBits bits, int side) implements Masking {

        @Override
        public int channels() {
            return COLORS;
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            return Mixture.alone(maskForQuery(faces, random), people, classes);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            float[] pixels = faces.toFloatArray();
            int face = COLORS * side * side;
            float[] told = new float[pixels.length];
            for (int from = 0; from < pixels.length; from += face) {
                tell(DetailColors.of(pixels, from, side), told, from, random);
                if (!isFinite(pixels, from, face)) {
                    // What is no number has no bits: it must not come out as a face.
                    Arrays.fill(told, from, from + face, Float.NaN);
                }
            }
            NDArray shown = PixelScale.toInput(faces.getManager().create(told, faces.getShape()));
            if (!Gradients.isRecording()) {
                return shown;
            }
            NDArray line = line(faces);
            return shown.add(line.sub(line.stopGradient()));
        }

        private static boolean isFinite(float[] pixels, int from, int count) {
            for (int i = from; i < from + count; i++) {
                if (!Float.isFinite(pixels[i])) {
                    return false;
                }
            }
            return true;
        }

        /** Draws pixel by pixel: Y, Cb, then Cr. */
        private void tell(int[][] sliced, float[] told, int from, RandomGenerator random) {
            int area = side * side;
            for (int i = 0; i < area; i++) {
                int y = bits.answer(0, sliced[0][i], random);
                int cb = bits.answer(1, sliced[1][i], random);
                int cr = bits.answer(2, sliced[2][i], random);
                for (int channel = 0; channel < COLORS; channel++) {
                    told[from + channel * area + i] = (float) DetailColors.rgb(channel, y, cb, cr);
                }
            }
        }

        /** Returns what is linear in the faces, [N, 3, S, S], but for a constant. */
        private NDArray line(NDArray faces) {
            NDManager manager = faces.getManager();
            long n = faces.getShape().get(0);
            NDArray pairs = faces.reshape(n, COLORS, side / 2, 2, side / 2, 2);
            NDArray details = pairs.sub(pairs.mean(new int[] {3}, true).mean(new int[] {5}, true))
                    .reshape(n, COLORS, (long) side * side);
            double[] slopes = {bits.slope(0), bits.slope(1), bits.slope(2)};
            NDArray colors = manager.create(DetailColors.thereAndBack(slopes), new Shape(COLORS, COLORS));
            return Scaled.by(colors.matMul(details), 1 / PixelScale.HALF).reshape(faces.getShape());
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return PixelScale.toPixels(inputs);
        }

        @Override
        public boolean isRandomized() {
            return true;
        }
    }
}
