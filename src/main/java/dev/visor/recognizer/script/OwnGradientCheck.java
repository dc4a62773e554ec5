package dev.visor.recognizer.script;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.OwnGradient;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;

/** Compares an own gradient with libtorch's before anything depends on it. */
public final class OwnGradientCheck {

    /** Most by which values of unit embeddings may differ; other sums of the same numbers differ by 3e-7. */
    private static final double EMBEDDING = 1e-4;

    /** Most by which gradients may differ, as a share of the gradient's length. */
    private static final double GRADIENT = 1e-2;

    private OwnGradientCheck() {}

    /** Whether both see two pictures alike, and lead the same way from them. */
    public static boolean agrees(DifferentiableRecognizer recognizer, OwnGradient own, NDManager parent) {
        return Gradients.recording(true, () -> compared(recognizer, own, parent));
    }

    private static boolean compared(DifferentiableRecognizer recognizer, OwnGradient own, NDManager parent) {
        FaceImage picture = LoadCheck.picture(recognizer.card().crop());
        try (NDManager scope = parent.newSubManager()) {
            NDArray faces = Faces.stack(scope, List.of(picture, picture.mirrored()));
            NDArray leaf = Gradients.leaf(faces.duplicate());
            NDArray seen = recognizer.embedForGradient(leaf);
            NDArray weights = seen.stopGradient().flip(0);
            NDArray expected = Gradients.of(seen.mul(weights).sum(), leaf, false);
            OwnGradient.Recorded recorded = own.record(faces);
            NDArray twice = recorded.gradient(weights.concat(weights, 0));
            double apart = most(recorded.embedding().sub(seen.stopGradient()));
            double judged = most(own.embed(faces).sub(seen.stopGradient()));
            double astray = Math.max(
                    length(twice.get("0:2").sub(expected)),
                    length(twice.get("2:4").sub(expected)));
            // Not the other way round: NaN is no match.
            return apart <= EMBEDDING && judged <= EMBEDDING && astray <= GRADIENT * length(expected);
        } catch (EngineException | IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    private static double most(NDArray values) {
        return values.abs().max().getFloat();
    }

    private static double length(NDArray values) {
        return Math.sqrt(values.square().sum().getFloat());
    }
}
