package dev.visor.defense.person;

import ai.djl.ndarray.NDArray;
import dev.visor.tensor.Scaled;
import dev.visor.tensor.Ssim;
import java.util.Optional;

/** A loss that keeps a perturbation from being seen, beside its budget: it begins at a limit. */
public enum Perceptibility {
    /** The budget alone. */
    NONE,
    /**
     * (1 - SSIM) / 2 beyond the limit. Its weight is halved at 0.9 of the limit and less, doubled at 1.1 of it and more, and 1 between the two:
     * the code of Chameleon.
     */
    DSSIM,
    /**
     * 1 - SSIM beyond the limit. Its weight is doubled where SSIM is more than 1 % below 1 - limit, and halved where it is more than 1 % above: the
     * code of Protego.
     */
    SSIM;

    /**
     * The values between which a weight is at rest.
     *
     * @param resets whether it returns to 1 there
     */
    record Band(double low, double high, boolean resets) {}

    Band band(double limit) {
        return switch (this) {
            case NONE -> new Band(0, 0, false);
            case DSSIM -> new Band(.9 * limit, 1.1 * limit, true);
            case SSIM -> new Band(1 - 1.01 * (1 - limit), 1 - .99 * (1 - limit), false);
        };
    }

    /** Returns the word of what is measured in learning curves; none of the budget alone. */
    Optional<String> figure() {
        return switch (this) {
            case NONE -> Optional.empty();
            case DSSIM -> Optional.of("dssim");
            case SSIM -> Optional.of("one_minus_ssim");
        };
    }

    /**
     * Measures how far images differ from their originals.
     *
     * @param seen [B, 3, H, W], 0..255
     * @param originals likewise
     * @return [B], 0 where nothing differs
     */
    NDArray measure(NDArray seen, NDArray originals) {
        NDArray unlike = Ssim.between(seen, originals).neg().add(1);
        return this == DSSIM ? Scaled.by(unlike, .5) : unlike;
    }
}
