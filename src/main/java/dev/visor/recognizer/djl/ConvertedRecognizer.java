package dev.visor.recognizer.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.onnx.ConvertedGraph;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.Locale;

/**
 * An ONNX recognizer with gradients: defenses search on its graph as converted to TorchScript, and judgments stay with ONNX Runtime.
 * Both are held against each other before anything depends on that.
 */
final class ConvertedRecognizer implements DifferentiableRecognizer {

    /** The largest difference of a value of the unit embedding; both sides add up in float32, in orders of their own. */
    private static final double MOST_APART = 1e-4;

    private final OnnxRecognizer original;
    private final ConvertedNet converted;
    private final CardedNet net;
    private final boolean oneByOne;

    /** @throws InputError if libtorch cannot run what it was converted to, or computes something else */
    ConvertedRecognizer(OnnxRecognizer original, ConvertedGraph graph, Compute compute) {
        this.original = original;
        try {
            this.converted = new ConvertedNet(graph, DataType.FLOAT32, compute);
        } catch (EngineException e) {
            throw refused(original.card(), "cannot be run by libtorch (%s)".formatted(TorchScriptFault.reason(e)));
        }
        this.net = new CardedNet(original.card(), this::forward, graph.outputs());
        try {
            this.oneByOne = !same(compute, true);
            if (oneByOne && !same(compute, false)) {
                throw refused(
                        original.card(),
                        "gives other embeddings in libtorch than in ONNX Runtime (off by more than 1e-4)");
            }
        } catch (RuntimeException e) {
            converted.close();
            throw e instanceof EngineException
                    ? refused(card(), "cannot be run by libtorch (%s)".formatted(TorchScriptFault.reason(e)))
                    : e;
        }
    }

    private static InputError refused(RecognizerCard card, String why) {
        return new InputError(
                "surrogate %s: its graph, converted for gradients, %s; it can be a model under attack all the same"
                        .formatted(card.id(), why));
    }

    /** Whether both agree on two faces, in one batch or one after the other; a graph may have a batch of one built in. */
    private boolean same(Compute compute, boolean together) {
        FaceImage picture = LoadCheck.picture(card().crop());
        List<FaceImage> faces = List.of(picture, picture.mirrored());
        List<Embedding> expected = original.embed(faces);
        try (NDManager scope = compute.manager().newSubManager()) {
            for (int i = 0; i < faces.size(); i++) {
                NDArray shown = Faces.stack(scope, together ? faces : faces.subList(i, i + 1));
                float[] row = Gradients.recording(false, () -> unit(net.embedding(shown)))
                        .get(together ? i : 0)
                        .toFloatArray();
                if (!(apart(expected.get(i).values(), row) <= MOST_APART)) {
                    return false;
                }
            }
            return true;
        } catch (InputError | EngineException e) {
            if (together) {
                return false;
            }
            throw e;
        }
    }

    private static double apart(float[] one, float[] other) {
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs((double) one[i] - other[i]));
        }
        return most;
    }

    private NDList forward(NDArray shown) {
        return converted.forward(shown);
    }

    @Override
    public RecognizerCard card() {
        return original.card();
    }

    @Override
    public NDArray embed(NDArray faces) {
        return Gradients.recording(false, () -> embedForGradient(faces));
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        if (!oneByOne || faces.getShape().get(0) == 1) {
            return unit(net.embedding(faces));
        }
        NDList rows = new NDList();
        for (long i = 0; i < faces.getShape().get(0); i++) {
            rows.add(net.embedding(faces.get(String.format(Locale.ROOT, "%d:%d", i, i + 1))));
        }
        return unit(rows.get(0).getNDArrayInternal().concat(rows.subNDList(1), 0));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        return original.embed(faces);
    }

    private static NDArray unit(NDArray raw) {
        return raw.div(raw.norm(new int[] {1}, true));
    }

    /** The original stays open. */
    @Override
    public void close() {
        converted.close();
    }
}
