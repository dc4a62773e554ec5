package dev.visor.defense.masking;

import dev.visor.recognizer.training.TrainingBatch.Mix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was mixed in an epoch, and the rewards of it. */
final class MixMetrics {

    /** Rows by how many faces are in them. */
    private final int[] mixed = new int[MixCount.LEAST + MixCount.CHOICES];

    private double entropy;
    private double reward;
    private int rows;

    /**
     * @param mixes as they are: in a batch smaller than the k that was chosen they are of fewer faces
     * @param entropies of what they were drawn from, in nats
     * @param rewards the recognizer's losses
     */
    void add(List<Mix> mixes, double[] entropies, float[] rewards) {
        for (int i = 0; i < mixes.size(); i++) {
            mixed[mixes.get(i).members().length]++;
            entropy += entropies[i];
            reward += rewards[i];
            rows++;
        }
    }

    /**
     * {@code k2} to {@code k6}, the share of rows that mix so many faces, and {@code k1} if a face was alone in its batch; {@code k_entropy}, of the policy, in nats, mean over
     * rows: 1.61 if every k is as likely, 0 if one is certain; {@code reward}, the mean loss. Then all is forgotten.
     */
    Map<String, Double> tell() {
        Map<String, Double> told = new TreeMap<>();
        if (rows > 0) {
            for (int k = 1; k < mixed.length; k++) {
                if (k >= MixCount.LEAST || mixed[k] > 0) {
                    told.put("k" + k, mixed[k] / (double) rows);
                }
                mixed[k] = 0;
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
