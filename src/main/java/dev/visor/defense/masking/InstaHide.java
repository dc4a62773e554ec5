package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.random.RandomGenerator;

/**
 * k faces are mixed, then every value of the mixture keeps or loses its sign by the toss of a coin. Huang et al., "InstaHide:
 * Instance-hiding Schemes for Private Distributed Learning", ICML 2020.
 *
 * <p>Departures: partners come from the batch (its "Inside-InstaHide"), not from auxiliary photos; the recognizer is asked with single
 * faces whose signs are tossed again at every query, where the paper mixes there, too. What survives the coins is the absolute
 * value, and that is its picture; Carlini et al., "Is Private Learning Possible with Instance Encoding?", S&amp;P 2021, start from it.
 */
public final class InstaHide implements MaskingDefense {

    private final int k;

    /** @param k how many faces are in a row, 2..6 */
    public record Params(int k) {

        public Params {
            new MixUp.Params(k);
        }
    }

    public InstaHide(Params params) {
        this.k = params.k();
    }

    @Override
    public int mixed() {
        return k;
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        Masking mixup = new MixUp(new MixUp.Params(k)).masking(memory, side, seed);
        return new Masking() {

            @Override
            public int channels() {
                return mixup.channels();
            }

            @Override
            public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
                TrainingBatch mixed = mixup.maskForTraining(faces, people, classes, random);
                return new TrainingBatch(tossed(mixed.inputs(), random), mixed.shares(), mixed.mixes());
            }

            @Override
            public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
                return tossed(mixup.maskForQuery(faces, random), random);
            }

            @Override
            public NDArray visualize(NDArray inputs) {
                return PixelScale.clipped(inputs.abs().mul(255));
            }

            @Override
            public boolean isRandomized() {
                return true;
            }
        };
    }

    private static NDArray tossed(NDArray inputs, RandomGenerator random) {
        float[] signs = new float[(int) inputs.getShape().size()];
        long coins = 0;
        for (int i = 0; i < signs.length; i++) {
            coins = i % Long.SIZE == 0 ? random.nextLong() : coins >>> 1;
            signs[i] = (coins & 1) == 0 ? 1 : -1;
        }
        return inputs.mul(
                inputs.getManager().create(signs, new Shape(inputs.getShape().getShape())));
    }
}
