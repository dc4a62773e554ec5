package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.random.RandomGenerator;

/**
 * Masking in the frequency domain in the style of PPFR-FD (Wang et al., "Privacy-Preserving Face Recognition in the Frequency Domain",
 * AAAI 2022): of {@link dev.visor.tensor.BlockDct}'s 192 maps the lowest few without DC are kept ({@link FrequencyMaps#lowest}), each map
 * of each photo is brought to a root mean square of 1 by itself, and {@link ChannelSecret} mixes and shuffles them, alike for all photos, by the masking's seed.
 *
 * <p>A reconstruction: that it transforms, selects {@code 36} channels, mixes and shuffles is known; which channels, how it
 * normalizes and by what formula it mixes is not, and is ours.
 *
 * <p>Its picture undoes the secret and solves the transform for the face, with the usual strength in place of each map's own.
 */
public final class FrequencyMask implements MaskingDefense {

    private final int[] maps;

    /**
     * @param luma maps of brightness that are kept, 1..63
     * @param chroma maps of each of Cb and Cr that are kept, 0..63
     */
    public record Params(int luma, int chroma) {

        public Params {
            FrequencyMaps.lowest(luma, chroma);
        }
    }

    public FrequencyMask(Params params) {
        this.maps = FrequencyMaps.lowest(params.luma(), params.chroma());
    }

    @Override
    public Representation masking(NDManager memory, int side, Seed seed) {
        FrequencyMaps kept = new FrequencyMaps(memory, side, maps);
        return new Representation(
                kept, new ChannelSecret(maps.length, seed.derive("channels").generator()));
    }

    /** The maps that recognizers learn from and are asked with; {@link AhmStyle} works on them, too. */
    record Representation(FrequencyMaps kept, ChannelSecret secret) implements Masking {

        @Override
        public int channels() {
            return kept.count();
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            return Mixture.alone(maskForQuery(faces, random), people, classes);
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            NDArray maps = kept.raw(faces);
            return secret.hide(maps, kept.standards(maps));
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return kept.faces(secret.reveal(inputs));
        }
    }
}
