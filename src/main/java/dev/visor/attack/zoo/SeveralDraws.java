package dev.visor.attack.zoo;

import dev.visor.attack.Countermeasure;
import dev.visor.core.Knowledge;

/**
 * The tracker comes by the same photo several times, protected anew each time, and averages: what a defense draws at random cancels, and what it always does stays.
 *
 * <p>As a photo that is uploaded to several places, or asked for twice where it is protected on request. Of a defense that draws nothing, all are alike. Nobody
 * knows a defense for that. An attack of our own, in the spirit of expectation over transformation (Athalye et al., ICML 2018).
 */
public final class SeveralDraws implements Countermeasure {

    private final Params params;

    /** The thing that is averaged. */
    public enum Average {
        /** Pixels of the photos, before a face is looked for, rounded to 8 bit. */
        PIXELS,
        /** Embeddings, scaled to unit length. */
        EMBEDDINGS
    }

    /**
     * Settings.
     *
     * @param draws number of photos, 2 or more, the one that is attacked among them
     * @param average of what
     */
    public record Params(int draws, Average average) {

        public Params {
            if (draws < 2) {
                throw new IllegalArgumentException("draws must be at least 2, got " + draws);
            }
        }
    }

    public SeveralDraws(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    @Override
    public int draws() {
        return params.draws();
    }

    @Override
    public boolean averagesPixels() {
        return params.average() == Average.PIXELS;
    }
}
