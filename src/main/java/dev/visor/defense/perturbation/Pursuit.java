package dev.visor.defense.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.perturbation.Descent.State;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.PixelBall;
import dev.visor.tensor.ProjectedStep;
import java.util.List;
import java.util.function.BiFunction;

/** One batch on its way along the gradient of one loss: what MIM, MT-DIM and Center-Opt share. */
final class Pursuit implements AutoCloseable {

    private final PerturbationParams params;
    private final DefenseContext context;
    private final NDManager scope;
    private final NDArray originals;
    private final Identities identities;
    private final PixelBall ball;

    Pursuit(PerturbationParams params, List<FaceImage> originals, DefenseContext context) {
        this.params = params;
        this.context = context;
        this.scope = context.surrogates().manager().newSubManager();
        this.originals = Faces.stack(scope, originals);
        this.identities = new Identities(
                context.surrogates().recognizers(), this.originals, Faces.stack(scope, context.targets()));
        this.ball = PixelBall.around(this.originals, new Budget(params.epsilon()));
    }

    Identities identities() {
        return identities;
    }

    /**
     * Descends from the originals.
     *
     * @param loss from identities and the batch as seen, [B, d] for each surrogate, to a scalar
     * @return [B, 3, H, W]
     */
    NDArray descend(BiFunction<Identities, List<NDArray>, NDArray> loss) {
        ProjectedStep step = params.projectedStep();
        return Descent.run(scope, originals, params.iterations(), state -> {
            NDArray images = Gradients.leaf(state.images());
            List<NDArray> seen =
                    identities.see(params.diversity().draw(context.randoms()).apply(images));
            NDArray gradient = context.surrogates().gradient(loss.apply(identities, seen), images, false);
            NDArray direction = step.direction(gradient, state.direction());
            return new State(step.apply(images.stopGradient(), direction, ball), direction);
        });
    }

    @Override
    public void close() {
        scope.close();
    }
}
