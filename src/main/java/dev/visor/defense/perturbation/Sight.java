package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.OwnGradient;
import dev.visor.recognizer.OwnGradient.Recorded;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A batch as the surrogates see it, of which losses can be differentiated: by the surrogates' own gradients where all of them have one,
 * or else by the engine's.
 */
abstract class Sight {

    /** Images that are differentiated at once: a few fit the cache of a small machine on their way. */
    private static final int AT_ONCE = 10;

    /**
     * Shows a batch to the surrogates.
     *
     * @param images [B, 3, H, W]
     * @param view what they are to see of it, differentiable
     */
    static Sight of(Surrogates surrogates, NDArray images, UnaryOperator<NDArray> view) {
        List<OwnGradient> own = surrogates.recognizers().stream()
                .map(DifferentiableRecognizer::ownGradient)
                .flatMap(Optional::stream)
                .toList();
        return own.size() == surrogates.recognizers().size()
                ? new Own(surrogates, own, images, view)
                : new Engines(surrogates, images, view);
    }

    /** The batch as each surrogate sees it, [B, d] each, recorded for the gradients of losses. */
    abstract List<NDArray> embeddings();

    /**
     * The gradients of losses of the embeddings, each a scalar.
     *
     * @param losses in the order of the results
     * @param also what is added to each of them, of the images; empty for nothing
     * @return [B, 3, H, W] for each loss
     */
    abstract List<NDArray> gradients(
            List<Function<List<NDArray>, NDArray>> losses, Optional<Function<NDArray, NDArray>> also);

    /** Differentiates by the engine's recording of all that was computed. */
    private static final class Engines extends Sight {

        private final Surrogates surrogates;
        private final NDArray images;
        private final List<NDArray> embeddings = new ArrayList<>();

        Engines(Surrogates surrogates, NDArray images, UnaryOperator<NDArray> view) {
            this.surrogates = surrogates;
            this.images = Gradients.leaf(images.duplicate());
            NDArray seen = view.apply(this.images);
            surrogates.recognizers().forEach(surrogate -> embeddings.add(surrogate.embedForGradient(seen)));
        }

        @Override
        List<NDArray> embeddings() {
            return embeddings;
        }

        @Override
        List<NDArray> gradients(
                List<Function<List<NDArray>, NDArray>> losses, Optional<Function<NDArray, NDArray>> also) {
            List<NDArray> gradients = new ArrayList<>();
            for (Function<List<NDArray>, NDArray> loss : losses) {
                NDArray identity = loss.apply(embeddings);
                NDArray whole =
                        also.map(other -> identity.add(other.apply(images))).orElse(identity);
                gradients.add(surrogates.gradient(whole, images, gradients.size() < losses.size() - 1));
            }
            return gradients;
        }
    }

    /** Differentiates by the surrogates' own gradients. */
    private static final class Own extends Sight {

        private final Surrogates surrogates;
        private final NDArray images;
        private final NDArray seen;
        private final List<Recorded> recorded = new ArrayList<>();
        private final List<NDArray> embeddings = new ArrayList<>();

        Own(Surrogates surrogates, List<OwnGradient> own, NDArray images, UnaryOperator<NDArray> view) {
            this.surrogates = surrogates;
            this.images = Gradients.leaf(images.duplicate());
            this.seen = view.apply(this.images);
            NDArray plain = seen.stopGradient();
            for (OwnGradient surrogate : own) {
                Recorded one = surrogate.record(plain);
                recorded.add(one);
                embeddings.add(Gradients.leaf(one.embedding()));
            }
        }

        @Override
        List<NDArray> embeddings() {
            return embeddings;
        }

        @Override
        List<NDArray> gradients(
                List<Function<List<NDArray>, NDArray>> losses, Optional<Function<NDArray, NDArray>> also) {
            // The same for every loss.
            Optional<NDArray> other = also.map(one -> Gradients.of(one.apply(images), images, false));
            List<List<NDArray>> weights = losses.stream()
                    .map(loss -> Gradients.of(loss.apply(embeddings), embeddings))
                    .toList();
            int batch = (int) images.getShape().get(0);
            int step = Math.max(1, AT_ONCE / batch);
            List<NDArray> gradients = new ArrayList<>();
            for (int from = 0; from < losses.size(); from += step) {
                List<List<NDArray>> some = weights.subList(from, Math.min(from + step, losses.size()));
                NDArray stacked = throughSurrogates(some);
                for (int i = 0; i < some.size(); i++) {
                    NDArray one =
                            some.size() == 1 ? stacked : stacked.get("%s:%s".formatted(i * batch, (i + 1) * batch));
                    NDArray whole = throughView(one, from + i < losses.size() - 1);
                    gradients.add(surrogates.counted(
                            other.map(natural -> whole.add(natural)).orElse(whole)));
                }
            }
            return gradients;
        }

        /** Gradients with respect to what the surrogates see, of some losses one after the other. */
        private NDArray throughSurrogates(List<List<NDArray>> weights) {
            BinaryOperator<NDArray> sum = NDArray::add;
            List<NDArray> each = new ArrayList<>();
            for (int i = 0; i < recorded.size(); i++) {
                NDList rows = new NDList();
                for (List<NDArray> one : weights) {
                    rows.add(one.get(i));
                }
                each.add(recorded.get(i).gradient(rows.size() == 1 ? rows.get(0) : NDArrays.concat(rows)));
            }
            return each.stream().reduce(sum).orElseThrow();
        }

        private NDArray throughView(NDArray gradient, boolean more) {
            return seen == images ? gradient : Gradients.of(seen.mul(gradient).sum(), images, more);
        }
    }
}
