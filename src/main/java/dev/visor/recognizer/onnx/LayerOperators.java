package dev.visor.recognizer.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Operators with weights, and pooling: convolution, normalization, linear maps. */
final class LayerOperators {

    private static final List<Long> ONES = List.of(1L, 1L);
    private static final List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);

    /** Below every number that a maximum may be of. */
    private static final String LOWEST = "-3.0e38";

    private LayerOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Conv", LayerOperators::convolution),
                Map.entry("BatchNormalization", LayerOperators::batchNormalization),
                Map.entry("LayerNormalization", LayerOperators::layerNormalization),
                Map.entry("Gemm", LayerOperators::gemm),
                Map.entry("PRelu", LayerOperators::prelu),
                Map.entry("AveragePool", LayerOperators::averagePool),
                Map.entry("MaxPool", LayerOperators::maxPool),
                Map.entry(
                        "GlobalAveragePool",
                        (node, code) -> code.assign(
                                node,
                                0,
                                "torch.adaptive_avg_pool2d(%s, [1, 1])".formatted(code.tensor(node.input(0))))),
                Map.entry(
                        "GlobalMaxPool",
                        (node, code) -> code.assign(
                                node, 0, "torch.amax(%s, [2, 3], True)".formatted(code.tensor(node.input(0))))));
    }

    private static void convolution(Node node, GraphCode code) {
        if (code.constant(node, 1).sides().length != 4) {
            throw node.unsupported("filters that are not of two dimensions");
        }
        List<Long> kernel = Stream.of(2, 3)
                .map(side -> code.constant(node, 1).sides()[side])
                .toList();
        List<Long> strides = node.wholes("strides", ONES);
        List<Long> dilations = node.wholes("dilations", ONES);
        Padded padded = padded(node, code, kernel, strides, dilations, "0.");
        code.assign(
                node,
                0,
                String.format(
                        Locale.ROOT,
                        "torch.conv2d(%s, %s, %s, %s, %s, %s, %d)",
                        padded.x(),
                        code.tensor(node.input(1)),
                        node.has(2) ? code.tensor(node.input(2)) : "None",
                        strides,
                        padded.padding(),
                        dilations,
                        node.whole("group", 1)));
    }

    /** The value that is padded already, and with how much an operator still has to pad either side. */
    private record Padded(String x, List<Long> padding, boolean before) {}

    private static Padded padded(
            Node node, GraphCode code, List<Long> kernel, List<Long> strides, List<Long> dilations, String with) {
        if (strides.size() != 2 || dilations.size() != 2 || kernel.size() != 2) {
            throw node.unsupported("other than two dimensions");
        }
        String x = code.tensor(node.input(0));
        String auto = node.text("auto_pad", "NOTSET");
        if (auto.startsWith("SAME")) {
            return new Padded(
                    same(code, x, kernel, strides, dilations, auto.equals("SAME_UPPER"), with), List.of(0L, 0L), true);
        }
        List<Long> pads = auto.equals("VALID") ? NO_PADS : node.wholes("pads", NO_PADS);
        if (pads.size() != 4) {
            throw node.unsupported("pads " + pads);
        }
        if (pads.get(0).equals(pads.get(2)) && pads.get(1).equals(pads.get(3))) {
            return new Padded(x, pads.subList(0, 2), false);
        }
        List<Long> torch = List.of(pads.get(1), pads.get(3), pads.get(0), pads.get(2));
        return new Padded(
                code.variable("torch.constant_pad_nd(%s, %s, %s)".formatted(x, torch, with)), List.of(0L, 0L), true);
    }

    /** Pads as much as makes the output as large as the input divided by the stride; an odd pixel goes to the end, or to the start. */
    private static String same(
            GraphCode code,
            String x,
            List<Long> kernel,
            List<Long> strides,
            List<Long> dilations,
            boolean upper,
            String with) {
        String[] less = new String[2];
        String[] more = new String[2];
        for (int i = 0; i < 2; i++) {
            long stride = strides.get(i);
            long reach = (kernel.get(i) - 1) * dilations.get(i) + 1;
            String side = code.variable(String.format(Locale.ROOT, "torch.size(%s, %d)", x, i + 2));
            String steps =
                    String.format(Locale.ROOT, "torch.floordiv(torch.add(%s, %d), %d)", side, stride - 1, stride);
            String needed = code.variable(
                    String.format(Locale.ROOT, "torch.add(torch.mul(torch.sub(%s, 1), %d), %d)", steps, stride, reach));
            String total = code.variable("ops.prim.max(torch.sub(%s, %s), 0)".formatted(needed, side));
            less[i] = code.variable("torch.floordiv(%s, 2)".formatted(total));
            more[i] = code.variable("torch.sub(%s, %s)".formatted(total, less[i]));
        }
        List<String> pads =
                upper ? List.of(less[1], more[1], less[0], more[0]) : List.of(more[1], less[1], more[0], less[0]);
        return code.variable("torch.constant_pad_nd(%s, %s, %s)".formatted(x, pads, with));
    }

    private static void batchNormalization(Node node, GraphCode code) {
        if (node.outputs() > 1) {
            throw node.unsupported("statistics of its batch (training mode)");
        }
        code.assign(
                node,
                0,
                "torch.batch_norm(%s, %s, %s, %s, %s, False, 0.1, %s, False)"
                        .formatted(
                                code.tensor(node.input(0)),
                                code.tensor(node.input(1)),
                                code.tensor(node.input(2)),
                                code.tensor(node.input(3)),
                                code.tensor(node.input(4)),
                                GraphCode.real(node.real("epsilon", 1e-5))));
    }

    private static void layerNormalization(Node node, GraphCode code) {
        ConstantTensor scale = code.constant(node, 1);
        if (node.whole("axis", -1) != -1 || scale.sides().length != 1) {
            throw node.unsupported("an axis that is not the last");
        }
        code.assign(
                node,
                0,
                String.format(
                        Locale.ROOT,
                        "torch.layer_norm(%s, [%d], %s, %s, %s, False)",
                        code.tensor(node.input(0)),
                        scale.sides()[0],
                        code.tensor(node.input(1)),
                        node.has(2) ? code.tensor(node.input(2)) : "None",
                        GraphCode.real(node.real("epsilon", 1e-5))));
    }

    private static void gemm(Node node, GraphCode code) {
        String a = code.tensor(node.input(0));
        String b = code.tensor(node.input(1));
        double alpha = node.real("alpha", 1);
        double beta = node.real("beta", 1);
        String product = "torch.matmul(%s, %s)"
                .formatted(
                        node.whole("transA", 0) == 0 ? a : "torch.t(" + a + ")",
                        node.whole("transB", 0) == 0 ? b : "torch.t(" + b + ")");
        if (alpha != 1) {
            product = "torch.mul(%s, %s)".formatted(product, GraphCode.real(alpha));
        }
        if (node.has(2) && beta != 0) {
            String c = code.tensor(node.input(2));
            product = "torch.add(%s, %s)"
                    .formatted(product, beta == 1 ? c : "torch.mul(%s, %s)".formatted(c, GraphCode.real(beta)));
        }
        code.assign(node, 0, product);
    }

    private static void prelu(Node node, GraphCode code) {
        String x = code.tensor(node.input(0));
        ConstantTensor slope = code.constant(node, 1);
        long[] sides = slope.sides();
        // One slope a channel, as [C, 1, 1]; torch wants them in a row.
        boolean channels = sides.length >= 3
                && sides[sides.length - 1] == 1
                && sides[sides.length - 2] == 1
                && slope.size() == sides[sides.length - 3];
        if (channels || slope.size() == 1) {
            code.assign(node, 0, "torch.prelu(%s, %s)".formatted(x, code.weight(slope.flat())));
            return;
        }
        code.assign(
                node,
                0,
                "torch.sub(torch.relu(%s), torch.mul(%s, torch.relu(torch.neg(%s))))"
                        .formatted(x, code.tensor(node.input(1)), x));
    }

    private static void averagePool(Node node, GraphCode code) {
        List<Long> kernel = node.wholes("kernel_shape", List.of());
        List<Long> strides = node.wholes("strides", ONES);
        boolean counted = node.whole("count_include_pad", 0) != 0;
        requireNoDilation(node);
        Padded padded = padded(node, code, kernel, strides, ONES, "0.");
        if (padded.before() && !counted) {
            throw node.unsupported("uneven pads that do not count");
        }
        code.assign(
                node,
                0,
                "torch.avg_pool2d(%s, %s, %s, %s, %s, %s, None)"
                        .formatted(
                                padded.x(),
                                kernel,
                                strides,
                                padded.padding(),
                                GraphCode.truth(node.whole("ceil_mode", 0) != 0),
                                GraphCode.truth(counted)));
    }

    private static void maxPool(Node node, GraphCode code) {
        if (node.outputs() > 1) {
            throw node.unsupported("the places of its maxima");
        }
        List<Long> kernel = node.wholes("kernel_shape", List.of());
        List<Long> strides = node.wholes("strides", ONES);
        requireNoDilation(node);
        Padded padded = padded(node, code, kernel, strides, ONES, LOWEST);
        code.assign(
                node,
                0,
                "torch.max_pool2d(%s, %s, %s, %s, [1, 1], %s)"
                        .formatted(
                                padded.x(),
                                kernel,
                                strides,
                                padded.padding(),
                                GraphCode.truth(node.whole("ceil_mode", 0) != 0)));
    }

    private static void requireNoDilation(Node node) {
        if (!node.wholes("dilations", ONES).equals(ONES)) {
            throw node.unsupported("dilations");
        }
    }
}
