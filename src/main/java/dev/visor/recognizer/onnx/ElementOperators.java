package dev.visor.recognizer.onnx;

import dev.visor.recognizer.onnx.GraphValue.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Operators on each value, or on rows of them: activations, arithmetic, means. */
final class ElementOperators {

    /** The operators by the word that both sides use. */
    private static final Map<String, String> UNARY = Map.ofEntries(
            Map.entry("Relu", "relu"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("Exp", "exp"),
            Map.entry("Log", "log"),
            Map.entry("Sqrt", "sqrt"),
            Map.entry("Neg", "neg"),
            Map.entry("Abs", "abs"),
            Map.entry("Erf", "erf"),
            Map.entry("Reciprocal", "reciprocal"));

    private static final Map<String, String> BINARY =
            Map.of("Add", "add", "Sub", "sub", "Mul", "mul", "Div", "div", "Pow", "pow", "MatMul", "matmul");

    private ElementOperators() {}

    static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>();
        UNARY.forEach((operator, word) -> all.put(operator, (node, code) -> unary(node, code, word + "(%s)")));
        BINARY.forEach((operator, word) -> all.put(operator, (node, code) -> binary(node, code, word)));
        all.put(
                "LeakyRelu",
                (node, code) -> unary(node, code, "leaky_relu(%s, " + GraphCode.real(node.real("alpha", .01)) + ")"));
        all.put(
                "Elu",
                (node, code) -> unary(node, code, "elu(%s, " + GraphCode.real(node.real("alpha", 1)) + ", 1., 1.)"));
        all.put(
                "Gelu",
                (node, code) -> unary(
                        node,
                        code,
                        "gelu(%s, approximate=\""
                                + (node.text("approximate", "none").equals("tanh") ? "tanh" : "none") + "\")"));
        all.put(
                "HardSigmoid",
                (node, code) -> code.assign(
                        node,
                        0,
                        hardSigmoid(code.tensor(node.input(0)), node.real("alpha", .2), node.real("beta", .5))));
        all.put("HardSwish", (node, code) -> {
            String x = code.tensor(node.input(0));
            code.assign(node, 0, "torch.mul(%s, %s)".formatted(x, hardSigmoid(x, 1 / 6., .5)));
        });
        all.put("Clip", ElementOperators::clip);
        all.put("Softmax", ElementOperators::softmax);
        all.put("ReduceMean", (node, code) -> reduce(node, code, "torch.mean(%s, %s, %s)", 18));
        all.put("ReduceSum", (node, code) -> reduce(node, code, "torch.sum(%s, %s, %s)", 13));
        all.put("ReduceMax", (node, code) -> reduce(node, code, "torch.amax(%s, %s, %s)", 18));
        all.put("ReduceL2", (node, code) -> reduce(node, code, "torch.norm(%s, 2, %s, %s)", 18));
        return all;
    }

    private static void unary(Node node, GraphCode code, String form) {
        code.assign(node, 0, "torch." + String.format(Locale.ROOT, form, code.tensor(node.input(0))));
    }

    /** Works on sides, too, which are numbers and no tensors. */
    private static void binary(Node node, GraphCode code, String word) {
        if (code.isNumbers(node.input(0)) || code.isNumbers(node.input(1))) {
            List<String> a = code.numbers(node, 0);
            List<String> b = code.numbers(node, 1);
            if (a.size() != b.size() && b.size() != 1 || word.equals("matmul") || word.equals("pow")) {
                throw node.unsupported("sides of a tensor");
            }
            List<String> results = new ArrayList<>();
            for (int i = 0; i < a.size(); i++) {
                results.add("torch.%s(%s, %s)"
                        .formatted(word.equals("div") ? "floordiv" : word, a.get(i), b.get(b.size() == 1 ? 0 : i)));
            }
            code.set(node.output(0), new Numbers(results));
            return;
        }
        code.assign(
                node, 0, "torch.%s(%s, %s)".formatted(word, code.tensor(node.input(0)), code.tensor(node.input(1))));
    }

    private static String hardSigmoid(String x, double alpha, double beta) {
        return "torch.clamp(torch.add(torch.mul(%s, %s), %s), 0., 1.)"
                .formatted(x, GraphCode.real(alpha), GraphCode.real(beta));
    }

    private static void clip(Node node, GraphCode code) {
        String x = code.tensor(node.input(0));
        boolean attributes = node.opset() < 11;
        String least = bound(node, code, attributes, 1, "min");
        String most = bound(node, code, attributes, 2, "max");
        boolean unbounded = least.equals("None") && most.equals("None");
        code.assign(node, 0, unbounded ? x : "torch.clamp(%s, %s, %s)".formatted(x, least, most));
    }

    private static String bound(Node node, GraphCode code, boolean attributes, int input, String name) {
        if (attributes) {
            return node.attribute(name).isPresent() ? GraphCode.real(node.real(name, 0)) : "None";
        }
        return node.has(input) ? GraphCode.real(code.constant(node, input).number()) : "None";
    }

    private static void softmax(Node node, GraphCode code) {
        long axis = node.whole("axis", node.opset() < 13 ? 1 : -1);
        // Before, it was taken over all sides from the axis on.
        if (node.opset() < 13 && axis != -1) {
            throw node.unsupported(String.format(Locale.ROOT, "axis %d before opset 13", axis));
        }
        code.assign(node, 0, String.format(Locale.ROOT, "torch.softmax(%s, %d)", code.tensor(node.input(0)), axis));
    }

    /** @param since the opset in which axes became an input */
    private static void reduce(Node node, GraphCode code, String form, int since) {
        List<Long> axes =
                node.opset() < since ? node.wholes("axes", List.of()) : node.has(1) ? code.wholes(node, 1) : List.of();
        if (axes.isEmpty()) {
            throw node.unsupported("all axes");
        }
        boolean keep = node.whole("keepdims", 1) != 0;
        code.assign(
                node,
                0,
                String.format(
                        Locale.ROOT, form, code.tensor(node.input(0)), GraphCode.list(axes), GraphCode.truth(keep)));
    }
}
