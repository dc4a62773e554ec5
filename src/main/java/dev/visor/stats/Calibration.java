package dev.visor.stats;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes thresholds, and is alone in that: from the similarities of impostors, never from those of genuine pairs.
 *
 * <p>The impostors are clean photos of people outside every other role. So that a threshold can be made again from the
 * record, hand in the similarities as the record keeps them, rounded to six places.
 */
public final class Calibration {

    /** A share estimated from fewer events than this says little. */
    private static final int EXPECTED_FALSE_ACCEPTS = 10;

    private static final int ID_DIGITS = 8;

    private Calibration() {}

    /**
     * The smallest threshold above which lies at most the share {@code far} of the impostors.
     *
     * @param impostorSimilarities cosines in [-1, 1], in any order
     * @throws InputError with fewer than ten expected false accepts: that FAR cannot be told from its neighbors
     */
    public static Threshold atFar(Far far, double[] impostorSimilarities) {
        long needed = pairsNeeded(far);
        if (impostorSimilarities.length < needed) {
            throw new InputError("FAR %s needs at least %d impostor pairs, got %d: use more pairs or a higher FAR"
                    .formatted(far, needed, impostorSimilarities.length));
        }
        return atFarOfFew(far, impostorSimilarities);
    }

    /**
     * Calibrates as {@link #atFar} does, from however few impostors: for rehearsals that claim nothing, and which say
     * so.
     *
     * @throws InputError if there are none
     */
    public static Threshold atFarOfFew(Far far, double[] impostorSimilarities) {
        if (impostorSimilarities.length == 0) {
            throw new InputError("FAR %s needs impostor pairs, got none: give the data set's protocol some impostors"
                    .formatted(far));
        }
        double[] rising = rising(impostorSimilarities);
        int allowed = allowed(far, rising.length);
        double similarity = rising[rising.length - 1 - allowed];
        long above = Arrays.stream(rising).filter(s -> s > similarity).count();
        return new Threshold(
                similarity,
                far,
                above / (double) rising.length,
                Wilson.interval(above, rising.length),
                rising.length,
                pairs(impostorSimilarities));
    }

    /** The fewest impostor pairs that resolve a FAR: ten expected false accepts. */
    public static long pairsNeeded(Far far) {
        return BigDecimal.valueOf(EXPECTED_FALSE_ACCEPTS)
                .divide(BigDecimal.valueOf(far.rate()), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** Stands for the impostors whatever their order: what {@link Threshold#pairs()} holds. */
    public static Digest pairs(double[] impostorSimilarities) {
        double[] rising = rising(impostorSimilarities);
        ByteBuffer bytes = ByteBuffer.allocate(rising.length * Double.BYTES);
        // Adding zero turns -0.0 into 0.0: a record of decimal digits cannot tell them apart.
        Arrays.stream(rising).forEach(s -> bytes.putDouble(s + 0.));
        return Digest.builder("impostors").add("similarities", bytes.array()).build();
    }

    /** Names the impostors in the records; every threshold made from them ends in it. */
    public static String id(double[] impostorSimilarities) {
        return pairs(impostorSimilarities).hex().substring(0, ID_DIGITS);
    }

    /** The largest count whose share of {@code n} is at most the FAR, whatever floating point makes of the product. */
    private static int allowed(Far far, int n) {
        return BigDecimal.valueOf(far.rate())
                .multiply(BigDecimal.valueOf(n))
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
    }

    private static double[] rising(double[] similarities) {
        double[] rising = similarities.clone();
        Arrays.sort(rising);
        if (rising.length > 0 && !(rising[0] >= -1 && rising[rising.length - 1] <= 1)) {
            throw new IllegalArgumentException(
                    "similarities lie in [-1, 1], got %s to %s".formatted(rising[0], rising[rising.length - 1]));
        }
        return rising;
    }
}
