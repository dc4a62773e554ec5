package dev.visor.defense.masking;

import java.util.Map;
import java.util.TreeMap;

/** What was chosen in an epoch and what came of it. */
final class MixDiary {

    private final int[] chosen = new int[MixCount.CHOICES];
    private double entropy;
    private double reward;
    private int rows;

    /**
     * @param choices k of each row, less 2
     * @param entropies of what they were drawn from, in nats
     * @param rewards the recognizer's losses
     */
    void add(int[] choices, double[] entropies, float[] rewards) {
        for (int i = 0; i < choices.length; i++) {
            chosen[choices[i]]++;
            entropy += entropies[i];
            reward += rewards[i];
            rows++;
        }
    }

    /**
     * {@code k2} to {@code k6}, the share of rows in which that k was chosen; {@code k_entropy}, of the policy, in nats, mean over
     * rows: 1.61 if every k is as likely, 0 if one is certain; {@code reward}, the mean loss. Then all is forgotten.
     */
    Map<String, Double> tell() {
        Map<String, Double> told = new TreeMap<>();
        if (rows > 0) {
            for (int i = 0; i < chosen.length; i++) {
                told.put("k" + (i + MixCount.LEAST), chosen[i] / (double) rows);
                chosen[i] = 0;
            }
            told.put("k_entropy", entropy / rows);
            told.put("reward", reward / rows);
        }
        entropy = 0;
        reward = 0;
        rows = 0;
        return told;
    }

    static double entropy(double[] policy) {
        double sum = 0;
        for (double p : policy) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }

    static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
