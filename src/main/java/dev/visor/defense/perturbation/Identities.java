package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * The identities around a batch, as the surrogates embed them: its own and the targets'. A distance in an ensemble is the
 * mean over its surrogates.
 */
final class Identities {

    /** Images that fit the cache of a small machine on their way through a small net. */
    private static final long JUDGED_AT_ONCE = 10;

    private final List<? extends DifferentiableRecognizer> surrogates;

    /** [B, d] for each surrogate. */
    private final List<NDArray> originals;

    /** [T, d] for each surrogate. */
    private final List<NDArray> targets;

    Identities(List<? extends DifferentiableRecognizer> surrogates, NDArray originals, NDArray targets) {
        this.surrogates = surrogates;
        this.originals = surrogates.stream().map(s -> embed(s, originals)).toList();
        this.targets = surrogates.stream().map(s -> embed(s, targets)).toList();
    }

    int targetCount() {
        return (int) targets.get(0).getShape().get(0);
    }

    /** The batch as each surrogate sees it, recorded for the gradient: [B, d] each. */
    List<NDArray> see(NDArray images) {
        List<NDArray> seen = new ArrayList<>();
        surrogates.forEach(s -> seen.add(s.embedForGradient(images)));
        return seen;
    }

    /**
     * Candidates as each surrogate sees them, without gradient: from [K, B, 3, H, W] to [K, B, d] each.
     *
     * <p>A few at a time: all at once would leave the cache, and take half as long again on two cores.
     */
    List<NDArray> judge(NDArray candidates) {
        long[] shape = candidates.getShape().getShape();
        NDArray flat = candidates.reshape(shape[0] * shape[1], shape[2], shape[3], shape[4]);
        long step = Math.max(1, JUDGED_AT_ONCE / shape[1]) * shape[1];
        List<NDArray> seen = new ArrayList<>();
        for (DifferentiableRecognizer surrogate : surrogates) {
            NDList parts = new NDList();
            for (long from = 0; from < flat.getShape().get(0); from += step) {
                long to = Math.min(from + step, flat.getShape().get(0));
                parts.add(embed(surrogate, flat.get(from + ":" + to)));
            }
            seen.add(NDArrays.concat(parts).reshape(shape[0], shape[1], -1));
        }
        return seen;
    }

    private static NDArray embed(DifferentiableRecognizer surrogate, NDArray faces) {
        return surrogate.ownGradient().map(own -> own.embed(faces)).orElseGet(() -> surrogate.embed(faces));
    }

    /** Distance to the batch's own identities: from [..., B, d] to [..., B]. */
    NDArray toOriginals(List<NDArray> seen, Distance distance) {
        return mean(seen, originals, distance::between);
    }

    /** Distance to one target: from [..., B, d] to [..., B]. */
    NDArray toTarget(List<NDArray> seen, int target, Distance distance) {
        return mean(seen, targets, (s, t) -> distance.between(s, t.get(target)));
    }

    /** Distance to every target: from [..., B, d] to [..., B, T]. */
    NDArray toTargets(List<NDArray> seen, Distance distance) {
        return mean(
                seen,
                targets,
                (s, t) -> distance.between(s.expandDims(s.getShape().dimension() - 1), t));
    }

    /** Eq. 2, summed over the batch: nearer to the target, farther from the original. A scalar. */
    NDArray identityLoss(List<NDArray> seen, int target, Distance distance) {
        return toTarget(seen, target, distance).sub(toOriginals(seen, distance)).sum();
    }

    /**
     * Eq. 2 with a target for each image, summed over the batch. A scalar.
     *
     * @param chosen B of them
     */
    NDArray identityLoss(List<NDArray> seen, int[] chosen, Distance distance) {
        if (IntStream.of(chosen).distinct().count() == 1) {
            return identityLoss(seen, chosen[0], distance);
        }
        List<NDArray> rows = targets.stream()
                .map(all -> NDArrays.stack(
                        new NDList(IntStream.of(chosen).mapToObj(all::get).toList())))
                .toList();
        return mean(seen, rows, distance::between)
                .sub(toOriginals(seen, distance))
                .sum();
    }

    /** Returns the standing of a batch among the targets, for what screens them. */
    Screen.Standing standing(List<NDArray> seen, Distance loss, Distance gain) {
        List<NDArray> plain = seen.stream().map(NDArray::stopGradient).toList();
        int dimension = (int) plain.get(0).getShape().get(1);
        float[] own = toOriginals(plain, Distance.L2).toFloatArray();
        float[] others = toTargets(plain, Distance.L2).toFloatArray();
        double[] rates = new double[others.length];
        for (int i = 0; i < rates.length; i++) {
            double sum = others[i] + own[i / targetCount()];
            rates[i] = gain == loss ? 1 : gain.rate(sum, dimension) / loss.rate(sum, dimension);
        }
        return new Screen.Standing(
                toOriginals(plain, gain).toFloatArray(), toTargets(plain, gain).toFloatArray(), rates);
    }

    NDArray gain(List<NDArray> seen, Gain gain, Distance distance) {
        return gain.of(toOriginals(seen, distance), toTargets(seen, distance));
    }

    private static NDArray mean(List<NDArray> seen, List<NDArray> known, BinaryOperator<NDArray> distance) {
        NDArray sum = IntStream.range(0, seen.size())
                .mapToObj(i -> distance.apply(seen.get(i), known.get(i)))
                .reduce(NDArray::add)
                .orElseThrow();
        return seen.size() == 1 ? sum : Scaled.by(sum, 1. / seen.size());
    }
}
