package dev.visor.recognizer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.visor.recognizer.onnx.GraphValue.Constant;
import dev.visor.recognizer.onnx.GraphValue.Numbers;
import dev.visor.recognizer.onnx.GraphValue.Sides;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Operators that move values without changing them, and those that compute where to. */
final class ShapeOperators {

    private ShapeOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Identity", ShapeOperators::identity),
                Map.entry("Dropout", ShapeOperators::identity),
                Map.entry("Cast", ShapeOperators::cast),
                Map.entry("Constant", ShapeOperators::constant),
                Map.entry("Flatten", ShapeOperators::flatten),
                Map.entry("Reshape", ShapeOperators::reshape),
                Map.entry("Transpose", ShapeOperators::transpose),
                Map.entry("Concat", ShapeOperators::concat),
                Map.entry("Pad", ShapeOperators::pad),
                Map.entry("Squeeze", ShapeOperators::squeeze),
                Map.entry("Unsqueeze", ShapeOperators::unsqueeze),
                Map.entry("Slice", ShapeOperators::slice),
                Map.entry("Split", ShapeOperators::split),
                Map.entry("Gather", ShapeOperators::gather),
                Map.entry("Expand", ShapeOperators::expand),
                Map.entry("Shape", (node, code) -> code.set(node.output(0), new Sides(code.tensor(node.input(0))))));
    }

    private static void identity(Node node, GraphCode code) {
        code.set(node.output(0), code.get(node.input(0)));
    }

    private static void cast(Node node, GraphCode code) {
        long to = node.whole("to", 0);
        boolean numbers = code.isNumbers(node.input(0))
                || code.get(node.input(0)) instanceof Constant constant
                        && !constant.tensor().isReal();
        boolean same = numbers
                ? to == TensorProto.DataType.INT64.getNumber() || to == TensorProto.DataType.INT32.getNumber()
                : to == TensorProto.DataType.FLOAT.getNumber();
        if (!same) {
            throw node.unsupported("type " + TensorProto.DataType.forNumber((int) to));
        }
        identity(node, code);
    }

    private static void constant(Node node, GraphCode code) {
        AttributeProto value = node.proto().getAttributeList().stream()
                .filter(attribute -> attribute.getName().startsWith("value"))
                .findFirst()
                .orElseThrow(() -> node.unsupported("no value"));
        ConstantTensor tensor =
                switch (value.getName()) {
                    case "value" -> ConstantTensor.of(value.getT());
                    case "value_float" -> new ConstantTensor(new long[0], new float[] {value.getF()}, null);
                    case "value_int" -> new ConstantTensor(new long[0], null, new long[] {value.getI()});
                    case "value_ints" -> ConstantTensor.ofNumbers(value.getIntsList());
                    default -> throw node.unsupported("its " + value.getName());
                };
        code.set(node.output(0), new Constant(tensor));
    }

    private static void flatten(Node node, GraphCode code) {
        if (node.whole("axis", 1) != 1) {
            throw node.unsupported("axis " + node.whole("axis", 1));
        }
        code.assign(node, 0, "torch.flatten(%s, 1)".formatted(code.tensor(node.input(0))));
    }

    private static void reshape(Node node, GraphCode code) {
        String x = code.tensor(node.input(0));
        List<String> sides = new ArrayList<>(
                node.opset() < 5
                        ? node.wholes("shape", List.of()).stream()
                                .map(String::valueOf)
                                .toList()
                        : code.numbers(node, 1));
        for (int i = 0; i < sides.size(); i++) {
            if (sides.get(i).equals("0") && node.whole("allowzero", 0) == 0) {
                sides.set(i, String.format(Locale.ROOT, "torch.size(%s, %d)", x, i));
            }
        }
        if (code.batchOfOne() && sides.size() > 1 && sides.get(0).equals("1")) {
            sides.set(0, "torch.size(%s, 0)".formatted(GraphCode.FACES));
        }
        code.assign(node, 0, "torch.reshape(%s, %s)".formatted(x, GraphCode.list(sides)));
    }

    private static void transpose(Node node, GraphCode code) {
        List<Long> order = node.wholes("perm", List.of());
        if (order.isEmpty()) {
            throw node.unsupported("no order of sides");
        }
        code.assign(node, 0, "torch.permute(%s, %s)".formatted(code.tensor(node.input(0)), order));
    }

    private static void concat(Node node, GraphCode code) {
        List<String> names = node.proto().getInputList();
        if (names.stream().anyMatch(code::isNumbers)) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                all.addAll(code.numbers(node, i));
            }
            code.set(node.output(0), new Numbers(all));
            return;
        }
        String tensors = names.stream().map(code::tensor).collect(Collectors.joining(", "));
        code.assign(node, 0, String.format(Locale.ROOT, "torch.cat([%s], %d)", tensors, node.whole("axis", 0)));
    }

    private static void pad(Node node, GraphCode code) {
        if (!node.text("mode", "constant").equals("constant") || node.has(3)) {
            throw node.unsupported("mode %s or axes".formatted(node.text("mode", "constant")));
        }
        boolean attributes = node.opset() < 11;
        List<Long> pads = attributes ? node.wholes("pads", List.of()) : code.wholes(node, 1);
        double value = attributes
                ? node.real("value", 0)
                : node.has(2) ? code.constant(node, 2).number() : 0;
        List<Long> torch = new ArrayList<>();
        int rank = pads.size() / 2;
        // The last side first.
        for (int side = rank - 1; side >= 0; side--) {
            torch.add(pads.get(side));
            torch.add(pads.get(rank + side));
        }
        code.assign(
                node,
                0,
                "torch.constant_pad_nd(%s, %s, %s)"
                        .formatted(code.tensor(node.input(0)), torch, GraphCode.real(value)));
    }

    private static List<Long> axes(Node node, GraphCode code) {
        List<Long> axes =
                node.opset() < 13 ? node.wholes("axes", List.of()) : node.has(1) ? code.wholes(node, 1) : List.of();
        if (axes.isEmpty()) {
            throw node.unsupported("no axes");
        }
        return axes;
    }

    private static void squeeze(Node node, GraphCode code) {
        if (code.isNumbers(node.input(0))) {
            identity(node, code);
            return;
        }
        String x = code.tensor(node.input(0));
        // From the last on, so that the others keep their places; negative axes are counted from an end that moves.
        List<Long> axes = new ArrayList<>(new TreeSet<>(axes(node, code)).descendingSet());
        if (axes.size() > 1 && axes.get(axes.size() - 1) < 0) {
            throw node.unsupported("several axes from the end");
        }
        for (long axis : axes) {
            x = String.format(Locale.ROOT, "torch.squeeze(%s, %d)", x, axis);
        }
        code.assign(node, 0, x);
    }

    private static void unsqueeze(Node node, GraphCode code) {
        if (code.isNumbers(node.input(0))) {
            identity(node, code);
            return;
        }
        String x = code.tensor(node.input(0));
        List<Long> axes = new ArrayList<>(new TreeSet<>(axes(node, code)));
        if (axes.size() > 1 && axes.get(0) < 0) {
            throw node.unsupported("several axes from the end");
        }
        for (long axis : axes) {
            x = String.format(Locale.ROOT, "torch.unsqueeze(%s, %d)", x, axis);
        }
        code.assign(node, 0, x);
    }

    private static void slice(Node node, GraphCode code) {
        boolean attributes = node.opset() < 10;
        List<Long> starts = attributes ? node.wholes("starts", List.of()) : code.wholes(node, 1);
        List<Long> ends = attributes ? node.wholes("ends", List.of()) : code.wholes(node, 2);
        List<Long> axes = attributes
                ? node.wholes("axes", firstAxes(starts.size()))
                : node.has(3) ? code.wholes(node, 3) : firstAxes(starts.size());
        List<Long> steps = !attributes && node.has(4) ? code.wholes(node, 4) : Collections.nCopies(starts.size(), 1L);
        if (code.get(node.input(0)) instanceof Sides sides) {
            code.set(node.output(0), new Numbers(part(node, sides, starts.get(0), ends.get(0), steps.get(0))));
            return;
        }
        String x = code.tensor(node.input(0));
        for (int i = 0; i < starts.size(); i++) {
            long step = steps.get(i);
            if (step == -1 && starts.get(i) == -1 && ends.get(i) <= Integer.MIN_VALUE) {
                x = String.format(Locale.ROOT, "torch.flip(%s, [%d])", x, axes.get(i));
            } else if (step > 0) {
                x = String.format(
                        Locale.ROOT,
                        "torch.slice(%s, %d, %d, %d, %d)",
                        x,
                        axes.get(i),
                        starts.get(i),
                        ends.get(i),
                        step);
            } else {
                throw node.unsupported("steps backwards");
            }
        }
        code.assign(node, 0, x);
    }

    private static List<String> part(Node node, Sides sides, long start, long end, long step) {
        if (start < 0 || end < 0 || end > 16 || step != 1) {
            throw node.unsupported("sides counted from the end");
        }
        List<String> part = new ArrayList<>();
        for (long i = start; i < end; i++) {
            part.add(sides.side(i));
        }
        return part;
    }

    private static List<Long> firstAxes(int count) {
        List<Long> axes = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            axes.add(i);
        }
        return axes;
    }

    private static void split(Node node, GraphCode code) {
        List<Long> sizes =
                node.opset() < 13 ? node.wholes("split", List.of()) : node.has(1) ? code.wholes(node, 1) : List.of();
        String x = code.tensor(node.input(0));
        long axis = node.whole("axis", 0);
        int parts = node.proto().getOutputCount();
        String each = "";
        if (sizes.isEmpty()) {
            each = code.variable(String.format(Locale.ROOT, "torch.floordiv(torch.size(%s, %d), %d)", x, axis, parts));
        } else if (sizes.size() != parts) {
            throw node.unsupported(String.format(Locale.ROOT, "%d sizes for %d outputs", sizes.size(), parts));
        }
        long start = 0;
        for (int i = 0; i < parts; i++) {
            String from =
                    sizes.isEmpty() ? String.format(Locale.ROOT, "torch.mul(%s, %d)", each, i) : Long.toString(start);
            start += sizes.isEmpty() ? 0 : sizes.get(i);
            String to = sizes.isEmpty()
                    ? String.format(Locale.ROOT, "torch.mul(%s, %d)", each, i + 1)
                    : Long.toString(start);
            code.assign(node, i, String.format(Locale.ROOT, "torch.slice(%s, %d, %s, %s, 1)", x, axis, from, to));
        }
    }

    private static void gather(Node node, GraphCode code) {
        long axis = node.whole("axis", 0);
        ConstantTensor indices = code.constant(node, 1);
        if (indices.isReal() || indices.sides().length > 1) {
            throw node.unsupported("indices in several rows");
        }
        if (code.get(node.input(0)) instanceof Sides sides) {
            List<String> taken = new ArrayList<>();
            for (long index : indices.wholes()) {
                taken.add(sides.side(index));
            }
            code.set(node.output(0), new Numbers(taken));
            return;
        }
        String x = code.tensor(node.input(0));
        if (indices.sides().length == 0) {
            code.assign(node, 0, String.format(Locale.ROOT, "torch.select(%s, %d, %d)", x, axis, indices.wholes()[0]));
            return;
        }
        for (long index : indices.wholes()) {
            if (index < 0) {
                throw node.unsupported("indices from the end");
            }
        }
        code.assign(
                node, 0, String.format(Locale.ROOT, "torch.index_select(%s, %d, %s)", x, axis, code.weight(indices)));
    }

    private static void expand(Node node, GraphCode code) {
        // Ones stand for sides that stay, as multiplying by ones of that shape does.
        code.assign(
                node,
                0,
                "torch.mul(%s, torch.ones(%s))"
                        .formatted(code.tensor(node.input(0)), GraphCode.list(code.numbers(node, 1))));
    }
}
