package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts which targets can win, for a batch on its way.
 *
 * <p>A step moves an image by m. To first order that changes its identity loss towards target j by the product of m with the loss's
 * gradient. Where an image stands among all targets now is known from one embedding; the changes are those that were last seen of
 * each pair of a step and a loss. So the gain of each candidate can be told before it is differentiated.
 */
final class Screen {

    private final Screening settings;
    private final int targets;
    private final Gain gain;

    /** For each image, candidate and target: what the candidate's step did to the squared distances' difference, to first order. */
    private final double[][][] changes;

    private int round;
    private long checked;
    private long agreed;

    Screen(Screening settings, int images, int targets, Gain gain) {
        this.settings = settings;
        this.targets = targets;
        this.gain = gain;
        this.changes = new double[images][targets][targets];
    }

    /** Whether all targets are tried now. */
    boolean full() {
        return !learns() || round % settings.fullRoundEvery() == 0;
    }

    /** Whether there is anything to predict. */
    boolean learns() {
        return settings.tried() < targets;
    }

    /** Number of targets tried now. */
    int tried() {
        return full() ? targets : settings.tried();
    }

    /** A round is over. */
    void next() {
        round++;
    }

    /**
     * The most promising targets of each image, the smaller number first.
     *
     * @param standing of the images now
     * @return for each of {@code tried} places, a target for each image
     */
    List<int[]> promising(Standing standing) {
        int tried = Math.min(settings.tried(), targets);
        List<int[]> places = new ArrayList<>();
        for (int place = 0; place < tried; place++) {
            places.add(new int[changes.length]);
        }
        for (int image = 0; image < changes.length; image++) {
            double[] gains = predicted(standing, image);
            int[] best = IntStream.range(0, targets)
                    .boxed()
                    .sorted(Comparator.comparing((Integer target) -> -gains[target]))
                    .limit(tried)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            for (int place = 0; place < tried; place++) {
                places.get(place)[image] = best[place];
            }
        }
        return places;
    }

    /** The gain of each candidate of an image, as it would be if steps did what they did last. */
    double[] predicted(Standing standing, int image) {
        double[] gains = new double[targets];
        for (int candidate = 0; candidate < targets; candidate++) {
            double[] differences = new double[targets];
            for (int target = 0; target < targets; target++) {
                differences[target] = standing.difference(image, target)
                        + changes[image][candidate][target] * standing.rate(image, target);
            }
            gains[candidate] = gain.of(differences);
        }
        return gains;
    }

    /**
     * Learns from candidates that were differentiated.
     *
     * @param tried for each candidate, the target of each image
     * @param gradients [B, 3, H, W] for each candidate, of its loss
     * @param moves [B, 3, H, W] for each candidate, from where the images stood
     * @param standing of the images, by which gradients of other distances are told as those of squared ones
     */
    void learn(List<int[]> tried, List<NDArray> gradients, List<NDArray> moves, Standing standing) {
        int count = tried.size();
        float[] products = rows(moves).matMul(rows(gradients).transpose(0, 2, 1)).toFloatArray();
        for (int image = 0; image < changes.length; image++) {
            for (int candidate = 0; candidate < count; candidate++) {
                for (int loss = 0; loss < count; loss++) {
                    int target = tried.get(loss)[image];
                    changes[image][tried.get(candidate)[image]][target] =
                            products[(image * count + candidate) * count + loss] / standing.lossRate(image, target);
                }
            }
        }
    }

    /** [B, K, 3 H W] of K images each. */
    private static NDArray rows(List<NDArray> each) {
        NDArray stacked = NDArrays.stack(new NDList(each), 1);
        long[] sides = stacked.getShape().getShape();
        return stacked.reshape(sides[0], sides[1], -1);
    }

    /**
     * Counts, in a full round, the images whose winner would have been tried without it.
     *
     * @param standing before the round was learned from
     * @param winners of the images
     */
    void check(Standing standing, int[] winners) {
        if (round == 0) {
            // Nothing has been learned yet.
            return;
        }
        List<int[]> places = promising(standing);
        for (int image = 0; image < winners.length; image++) {
            int one = image;
            checked++;
            agreed += places.stream().anyMatch(place -> place[one] == winners[one]) ? 1 : 0;
        }
    }

    /** Images and full rounds that were checked. */
    long checked() {
        return checked;
    }

    /** The number of those whose winner was among the most promising. */
    long agreed() {
        return agreed;
    }

    /**
     * Where images stand among the targets.
     *
     * @param toOriginals [B], distance in the gain
     * @param toTargets [B T], likewise
     * @param squaredOriginals [B], squared L2
     * @param squaredTargets [B T], likewise
     */
    record Standing(
            float[] toOriginals,
            float[] toTargets,
            float[] squaredOriginals,
            float[] squaredTargets,
            Distance loss,
            Distance gain,
            int dimension) {

        double difference(int image, int target) {
            return (double) toTargets[at(image, target)] - toOriginals[image];
        }

        /** How the gain's difference of distances changes with the squared ones'. */
        double rate(int image, int target) {
            return rate(gain, image, target);
        }

        /** How the loss's does. */
        double lossRate(int image, int target) {
            return rate(loss, image, target);
        }

        private double rate(Distance distance, int image, int target) {
            double sum = Math.sqrt(squaredTargets[at(image, target)]) + Math.sqrt(squaredOriginals[image]);
            return switch (distance) {
                case SQUARED_L2 -> 1;
                case MEAN_SQUARED -> 1. / dimension;
                // a - b = (a^2 - b^2) / (a + b), with the sum taken as it stands.
                case L2 -> 1 / Math.max(sum, 1e-6);
            };
        }

        private int at(int image, int target) {
            return image * (toTargets.length / toOriginals.length) + target;
        }
    }
}
