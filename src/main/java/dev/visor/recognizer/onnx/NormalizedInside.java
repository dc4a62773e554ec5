package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.visor.core.InputError;
import dev.visor.recognizer.RecognizerCard;
import java.util.List;

/**
 * Whether an ONNX graph scales pixels itself: it has a subtraction and a multiplication among its first eight nodes.
 *
 * <p>InsightFace's own rule (its {@code ArcFaceONNX}), for files that older tools exported with the scaling inside. It looks at the
 * names of nodes; here their operators count, too.
 */
public final class NormalizedInside {

    private static final int FIRST = 8;

    private NormalizedInside() {}

    public static boolean by(ModelProto model) {
        List<NodeProto> nodes = model.getGraph().getNodeList();
        List<NodeProto> first = nodes.subList(0, Math.min(FIRST, nodes.size()));
        return first.stream().anyMatch(node -> is(node, "Sub", "_minus"))
                && first.stream().anyMatch(node -> is(node, "Mul", "_mul"));
    }

    /**
     * A preset's scale on top of the file's own would be a wrong number that nobody sees.
     *
     * @throws InputError if the graph scales, and the card has its scale from a preset
     */
    public static void requireNotTwice(RecognizerCard card, ModelProto model) {
        if (!card.input().stated() && by(model)) {
            throw new InputError(
                    "recognizer %s: its graph has Sub and Mul among its first %d nodes, so it seems to scale pixels itself; write mean: 0 and std: 1 below input (or the preset's numbers, if it does not)"
                            .formatted(card.id(), FIRST));
        }
    }

    private static boolean is(NodeProto node, String operator, String older) {
        return node.getOpType().equals(operator)
                || node.getName().startsWith(operator)
                || node.getName().startsWith(older);
    }
}
