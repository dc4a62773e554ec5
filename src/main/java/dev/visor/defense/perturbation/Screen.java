package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Predicts which targets can win, for a batch on its way.
 *
 * <p>A step that moves an image by m changes its identity loss towards a target, to first order, by the product of m with the loss's
 * gradient. Where an image stands among all targets now is known from one embedding, and where a step would lead from the direction
 * that is kept. Gradients are those that were last seen of each target. So the gain of each candidate can be told before any of
 * them is differentiated.
 */
final class Screen {

    /** Number of targets beyond those tried whose steps are predicted anew. */
    private static final int RIVALS = 2;

    private final Screening settings;
    private final int targets;
    private final Gain gain;

    private final int images;

    /** The gradient of the loss as last seen, for each target and image: [3, H, W]. */
    private final NDArray[][] gradients;

    /** The change of the loss that its own step was last predicted to make, for each image and target. */
    private final double[][] changes;

    private int round;
    private long checked;
    private long agreed;

    Screen(Screening settings, int images, int targets, Gain gain) {
        this.settings = settings;
        this.targets = targets;
        this.gain = gain;
        this.images = images;
        this.gradients = new NDArray[targets][images];
        this.changes = new double[images][targets];
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
     * @param step from a gradient to the candidate it leads to, [B, 3, H, W] both, less the images themselves
     * @return for each of {@code tried} places, a target for each image
     */
    List<int[]> promising(Standing standing, UnaryOperator<NDArray> step) {
        int tried = Math.min(settings.tried(), targets);
        List<int[]> contenders = ranked(
                Math.min(tried + RIVALS, targets),
                (image, target) ->
                        -standing.difference(image, target) - changes[image][target] * standing.rate(image, target));
        double[][] gains = predicted(contenders, standing, step);
        double[][] byTarget = new double[images][targets];
        for (int image = 0; image < images; image++) {
            Arrays.fill(byTarget[image], Double.NEGATIVE_INFINITY);
            for (int place = 0; place < contenders.size(); place++) {
                byTarget[image][contenders.get(place)[image]] = gains[image][place];
            }
        }
        return ranked(tried, (image, target) -> byTarget[image][target]);
    }

    /** Tells how much is to be expected of a target for an image. */
    private interface Promise {
        double of(int image, int target);
    }

    /** The targets of each image that promise most, the smaller number first: a target for each image, for each place. */
    private List<int[]> ranked(int count, Promise promise) {
        List<int[]> places = new ArrayList<>();
        for (int place = 0; place < count; place++) {
            places.add(new int[images]);
        }
        for (int image = 0; image < images; image++) {
            int one = image;
            int[] best = IntStream.range(0, targets)
                    .boxed()
                    .sorted(Comparator.comparing((Integer target) -> -promise.of(one, target)))
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            for (int place = 0; place < count; place++) {
                places.get(place)[image] = best[place];
            }
        }
        return places;
    }

    /**
     * The gain of some candidates of each image, were gradients what they were last.
     *
     * @param candidates for each place, a target of each image
     * @return by image and place
     */
    double[][] predicted(List<int[]> candidates, Standing standing, UnaryOperator<NDArray> step) {
        int count = candidates.size();
        List<NDArray> last = candidates.stream().map(this::gradient).toList();
        // [B, candidates, losses].
        float[] products = rows(last.stream().map(step).toList())
                .matMul(rows(last).transpose(0, 2, 1))
                .toFloatArray();
        double[][] gains = new double[images][count];
        for (int image = 0; image < images; image++) {
            for (int candidate = 0; candidate < count; candidate++) {
                double[] differences = new double[count];
                for (int loss = 0; loss < count; loss++) {
                    int target = candidates.get(loss)[image];
                    float change = products[(image * count + candidate) * count + loss];
                    differences[loss] = standing.difference(image, target) + change * standing.rate(image, target);
                    if (loss == candidate) {
                        changes[image][target] = change;
                    }
                }
                gains[image][candidate] = gain.of(differences);
            }
        }
        return gains;
    }

    /** [B, 3, H, W] of the images' gradients, each towards a target of its own. */
    private NDArray gradient(int[] chosen) {
        NDList each = new NDList();
        for (int image = 0; image < images; image++) {
            each.add(gradients[chosen[image]][image]);
        }
        return NDArrays.stack(each);
    }

    /**
     * Keeps the gradients of a round; after a full one, predicts all changes.
     *
     * @param tried for each candidate, the target of each image
     * @param seen [B, 3, H, W] for each candidate, of its loss
     */
    void learn(List<int[]> tried, List<NDArray> seen, Standing standing, UnaryOperator<NDArray> step) {
        NDManager scope = seen.get(0).getManager().getParentManager();
        for (int candidate = 0; candidate < tried.size(); candidate++) {
            for (int image = 0; image < images; image++) {
                NDArray row = seen.get(candidate).get(image);
                row.attach(scope);
                NDArray before = gradients[tried.get(candidate)[image]][image];
                gradients[tried.get(candidate)[image]][image] = row;
                if (before != null) {
                    before.close();
                }
            }
        }
        if (full()) {
            predicted(tried, standing, step);
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
     * @param winners of the images
     */
    void check(Standing standing, UnaryOperator<NDArray> step, int[] winners) {
        if (round == 0) {
            // Nothing has been learned yet.
            return;
        }
        List<int[]> places = promising(standing, step);
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
     * The standing of images among the targets.
     *
     * @param toOriginals [B], distance in the gain
     * @param toTargets [B T], likewise
     * @param rates [B T], how the gain's difference of distances changes with the loss's, to first order
     */
    record Standing(float[] toOriginals, float[] toTargets, double[] rates) {

        double difference(int image, int target) {
            return (double) toTargets[at(image, target)] - toOriginals[image];
        }

        double rate(int image, int target) {
            return rates[at(image, target)];
        }

        private int at(int image, int target) {
            return image * (toTargets.length / toOriginals.length) + target;
        }
    }
}
