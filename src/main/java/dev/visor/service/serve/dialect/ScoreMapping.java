package dev.visor.service.serve.dialect;

import java.util.Arrays;

/**
 * Turns cosines into the scores of the contracts, each strictly rising, so that no rank is lost.
 *
 * @param atFars the recognizer's cosines at FAR 1e-3, 1e-4 and 1e-5, rising: placeholders unless somebody calibrated it
 */
public record ScoreMapping(double[] atFars) {

    /** Names of the FARs, as Face++ writes them. */
    static final String[] FARS = {"1e-3", "1e-4", "1e-5"};

    /** Center of CompreFace's arcface_mobilefacenet; its slope follows. */
    private static final double CENTER = 1.26538905;

    private static final double SLOPE = 5.552089201;

    public ScoreMapping {
        atFars = atFars.clone();
        double[] rising = atFars.clone();
        Arrays.sort(rising);
        if (atFars.length != FARS.length
                || !Arrays.equals(rising, atFars)
                || !(atFars[0] > -1 && atFars[2] < 1)
                || atFars[0] == atFars[1]
                || atFars[1] == atFars[2]) {
            throw new IllegalArgumentException(
                    "cosines at FAR 1e-3, 1e-4 and 1e-5 must be three rising numbers between -1 and 1, got "
                            + Arrays.toString(atFars));
        }
    }

    /** Maps a cosine to 0..100, evenly. */
    double percent(double cosine) {
        return 50 * (cosine + 1);
    }

    /** Maps a cosine to 0..100, through the given scores at the three FARs. */
    double percentThrough(double cosine, double[] scores) {
        double[] x = {-1, atFars[0], atFars[1], atFars[2], 1};
        double[] y = {0, scores[0], scores[1], scores[2], 100};
        int i = 1;
        while (i < x.length - 1 && cosine > x[i]) {
            i++;
        }
        return y[i - 1] + (y[i] - y[i - 1]) * (cosine - x[i - 1]) / (x[i] - x[i - 1]);
    }

    /** CompreFace's: a hyperbolic tangent of the distance between unit embeddings. */
    double tanh(double cosine) {
        double distance = Math.sqrt(Math.max(0, 2 - 2 * cosine));
        return (Math.tanh((CENTER - distance) * SLOPE) + 1) / 2;
    }
}
