package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss that tells how well surrogates still know a face: the mean cosine to the clean one, less that to a target where there is one.
 */
final class IdentityLoss {

    private final List<? extends DifferentiableRecognizer> recognizers;
    private final List<NDArray> away = new ArrayList<>();

    /**
     * Asks the surrogates about the clean face.
     *
     * @param photo [1, 3, H, W]; its manager owns what they answer
     * @param targets [T, 3, H, W], of which the likest is taken, by the mean over the surrogates; with no row, the face is only to be unlike itself
     */
    IdentityLoss(Surrogates surrogates, NDArray photo, List<NDArray> targets) {
        this.recognizers = surrogates.recognizers();
        List<NDArray> own =
                recognizers.stream().map(one -> one.embed(photo).stopGradient()).toList();
        List<List<NDArray>> others = targets.stream()
                .map(target -> recognizers.stream()
                        .map(one -> one.embed(target).stopGradient())
                        .toList())
                .toList();
        int likest = likest(own, others);
        for (int i = 0; i < own.size(); i++) {
            away.add(
                    others.isEmpty()
                            ? own.get(i)
                            : own.get(i).sub(others.get(likest).get(i)));
        }
    }

    private static int likest(List<NDArray> own, List<List<NDArray>> others) {
        int likest = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < others.size(); t++) {
            double sum = 0;
            for (int i = 0; i < own.size(); i++) {
                sum += own.get(i)
                        .mul(others.get(t).get(i))
                        .sum()
                        .toType(DataType.FLOAT32, false)
                        .getFloat();
            }
            if (sum > most) {
                most = sum;
                likest = t;
            }
        }
        return likest;
    }

    /** Returns a scalar in [-1, 1] without a target, [-2, 2] with one, differentiable in the face. */
    NDArray of(NDArray face) {
        NDArray sum = null;
        for (int i = 0; i < away.size(); i++) {
            NDArray each =
                    recognizers.get(i).embedForGradient(face).mul(away.get(i)).sum();
            sum = sum == null ? each : sum.add(each);
        }
        return Scaled.by(sum, 1. / away.size());
    }
}
