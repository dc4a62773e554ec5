package dev.visor.defense.masking;

import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.defense.MaskingDefense;
import dev.visor.recognizer.training.Masking;

/**
 * Adaptive hybrid masking as we understand it: MixUp of frequency-masked faces, k of them, with k chosen for every face by a network
 * that is rewarded with the recognizer's loss.
 *
 * <p><b>A reconstruction, in the style of AHM and not AHM.</b> Of the paper (arXiv 2403.10558) only the abstract and second-hand
 * summaries could be read, and no code of it exists. From there: masking in the frequency domain on the base of PPFR-FD; k in
 * {2, ..., 6} from a strategy network; REINFORCE, the strategy maximizing the loss that the recognizer minimizes, in turns; the
 * state is the frequency-masked image and labels are mixed, too (US 2024/0119714). Ours: everything in {@link FrequencyMask}, {@link
 * Mixture} and {@link Strategy}, the baseline (a running mean of the reward, as of before the batch), all rates, that the
 * recognizer is asked with single frequency-masked faces, and that an ArcFace head has no margin for mixed rows, though a sum of ArcFace
 * losses, one for each face of a row, would be the straightforward reading: from four faces a row on, that is least where all faces are one
 * point. The paper's further rewards, L1 and L2, could not be recovered.
 *
 * <p>The same with k uniform or fixed shows what the choice is good for.
 */
public final class AhmStyle implements MaskingDefense {

    private final FrequencyMask base;
    private final Params params;

    /**
     * @param luma maps of brightness that are kept, 1..63
     * @param chroma maps of each of Cb and Cr that are kept, 0..63
     * @param rate how far the strategy goes along its gradient; without effect unless k is adaptive
     * @param baseline how much of the running mean of rewards stays at each step, [0, 1); likewise
     */
    public record Params(int luma, int chroma, MixCount k, double rate, double baseline) {

        public Params {
            FrequencyMaps.lowest(luma, chroma);
            if (!(rate > 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("rate must be above 0, got " + rate);
            }
            if (!(baseline >= 0 && baseline < 1)) {
                throw new IllegalArgumentException("baseline must lie in [0, 1), got " + baseline);
            }
        }
    }

    public AhmStyle(Params params) {
        this.base = new FrequencyMask(new FrequencyMask.Params(params.luma(), params.chroma()));
        this.params = params;
    }

    @Override
    public int mixed() {
        return params.k().most();
    }

    @Override
    public Masking masking(NDManager memory, int side, Seed seed) {
        return new FrequencyMixing(base.masking(memory, side, seed), params, memory, seed.derive("strategy"));
    }
}
