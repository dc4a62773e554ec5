package dev.visor.recognizer.script;

import dev.visor.recognizer.script.Layer.Clamp;
import dev.visor.recognizer.script.Layer.Convolution;
import dev.visor.recognizer.script.Layer.Linear;
import dev.visor.recognizer.script.Layer.Rectifier;
import dev.visor.recognizer.script.Layer.Scale;
import dev.visor.recognizer.script.Layer.Shape;
import dev.visor.recognizer.script.Layer.Shift;
import dev.visor.recognizer.script.Layer.Side;
import dev.visor.recognizer.script.Layer.Sum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the code of a program that judges, of one that keeps what gradients need, and of the gradient itself.
 *
 * <p>All of it keeps channels last, the order in which oneDNN convolves: a depthwise convolution takes a twentieth of the time that it
 * takes in PyTorch's own order. Convolutions name oneDNN, which libtorch leaves on one thread with small batches. The gradient of a
 * convolution is a convolution again; that of a rectifier is one product with what the forward pass kept. That pass computes as the
 * file does, so that rectifiers turn where the file's do; the other two have what follows a convolution folded into it.
 */
final class GradientCode {

    private static final String WEIGHTS = "w";
    private static final String KEPT = "s";
    private static final String LAST = ", memory_format=2)";

    private final List<Step> constants;
    private final String result;
    private final List<String> weights = new ArrayList<>();
    private final Map<String, String> weightOf = new HashMap<>();
    private final List<String> judging = new ArrayList<>();
    private final List<String> recording = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final List<String> backward = new ArrayList<>();

    /** The variable of each value's gradient, and whether nobody else holds it. */
    private final Map<String, Gradient> gradients = new HashMap<>();

    private final Map<String, String> keptOf = new HashMap<>();
    private int made;

    private record Gradient(String variable, boolean own) {}

    GradientCode(Program program) {
        Layers read = new Layers(program);
        this.constants = read.constants();
        this.result = program.result();
        List<Layer> layers = Folding.of(read.layers(), result, true);
        String faces = "%s_last = torch.contiguous(%s%s".formatted(Program.FACES, Program.FACES, LAST);
        judging.add(faces);
        layers.forEach(layer -> forward(layer, judging, false));
        recording.add(faces);
        Folding.of(read.layers(), result, false).forEach(layer -> forward(layer, recording, true));
        gradients.put(result, new Gradient("g", false));
        for (int i = layers.size() - 1; i >= 0; i--) {
            backward(layers.get(i));
        }
        if (!gradients.containsKey(Program.FACES)) {
            throw new Undifferentiated("an embedding that does not depend on the faces");
        }
    }

    /** Methods to be added to a class. */
    String methods(String self) {
        String returned = gradients.get(Program.FACES).variable();
        List<String> prepared = constants.stream().map(Step::line).toList();
        return method("visor_weights", self, "", prepared, "annotate(List[Tensor], " + weights + ")", "List[Tensor]")
                + method("visor_judge", self, "x: Tensor, w: List[Tensor]", judging, result, "Tensor")
                + method(
                        "visor_record",
                        self,
                        "x: Tensor, w: List[Tensor]",
                        recording,
                        "[" + String.join(", ", with(result, kept)) + "]",
                        "List[Tensor]")
                + method(
                        "visor_gradient",
                        self,
                        "g: Tensor, s: List[Tensor], w: List[Tensor]",
                        backward,
                        "torch.contiguous(" + returned + ", memory_format=0)",
                        "Tensor");
    }

    private static String method(
            String name, String self, String arguments, List<String> lines, String result, String type) {
        String code = "  def %s(self: %s%s) -> %s:\n"
                .formatted(name, self, arguments.isEmpty() ? "" : ", " + arguments, type);
        List<String> all = with(lines, "return " + result);
        return code + "    " + String.join("\n    ", all) + "\n";
    }

    private static List<String> with(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private static List<String> with(List<String> first, String last) {
        List<String> all = new ArrayList<>(first);
        all.add(last);
        return all;
    }

    /** An element of the list of weights, computed once. */
    private String weight(String expression) {
        if (expression.equals("None")) {
            return expression;
        }
        return weightOf.computeIfAbsent(expression, text -> {
            weights.add("torch.contiguous(" + text + ")");
            return WEIGHTS + "[" + (weights.size() - 1) + "]";
        });
    }

    /** A value of the recorded pass, kept for the gradient. */
    private String kept(String value) {
        return keptOf.computeIfAbsent(value, name -> {
            kept.add(name);
            return KEPT + "[" + (kept.size() - 1) + "]";
        });
    }

    private static String factor(Layer layer) {
        return layer.out() + "_factor";
    }

    private static String seen(String name) {
        return name.equals(Program.FACES) ? Program.FACES + "_last" : name;
    }

    /** @param recorded whether to compute what the gradient multiplies by */
    private void forward(Layer layer, List<String> lines, boolean recorded) {
        String in = seen(layer.in());
        String out = layer.out() + " = ";
        if (layer instanceof Convolution one) {
            lines.add(out
                    + "torch.mkldnn_convolution(%s, %s, %s, %s, %s, %s, %s)"
                            .formatted(
                                    in,
                                    weight(one.weight()),
                                    weight(one.bias()),
                                    one.padding(),
                                    one.stride(),
                                    one.dilation(),
                                    one.groups()));
        } else if (layer instanceof Scale one) {
            lines.add(out + "torch.mul(%s, %s)".formatted(in, weight(one.by())));
        } else if (layer instanceof Shift one) {
            lines.add(out + "torch.add(%s, %s)".formatted(in, weight(one.by())));
        } else if (layer instanceof Rectifier one) {
            lines.add(out + "torch.prelu(%s, %s)".formatted(in, weight(one.slope())));
            if (recorded) {
                // 1 above 0 and -1 at 0 and below: rectified by the slope's opposite, that is 1 or the slope.
                String side = "torch.sign(torch.sub(torch.sign(%s), 0.5))".formatted(in);
                String opposite = weight("torch.neg(%s)".formatted(one.slope()));
                lines.add("%s = torch.prelu(%s, %s)".formatted(factor(layer), side, opposite));
            }
        } else if (layer instanceof Clamp one) {
            lines.add(out + "torch.clamp(%s, %s, %s)".formatted(in, one.low(), one.high()));
            if (recorded) {
                lines.add("%s = torch.to(torch.eq(%s, %s), 6)".formatted(factor(layer), layer.out(), in));
            }
        } else if (layer instanceof Sum one) {
            lines.add(out + "torch.add(%s, %s)".formatted(in, seen(one.other())));
        } else if (layer instanceof Linear one) {
            lines.add(out + "torch.linear(%s, %s, %s)".formatted(in, weight(one.weight()), weight(one.bias())));
        } else if (layer instanceof Shape one) {
            lines.add(one.code());
        } else if (layer instanceof Side one) {
            lines.add(one.code());
        }
    }

    /** Whether its gradient is a convolution of the same kind. */
    private static boolean plain(Convolution one) {
        boolean shrinks = one.groups() > 1 && one.padding().stream().allMatch(p -> p == 0);
        return !shrinks
                && one.stride().stream().allMatch(s -> s == 1)
                && one.dilation().stream().allMatch(d -> d == 1);
    }

    private void backward(Layer layer) {
        Gradient gradient = gradients.get(layer.out());
        if (gradient == null || layer instanceof Side) {
            return;
        }
        String g = gradient.variable();
        if (layer instanceof Convolution one) {
            give(layer.in(), plain(one) ? turned(one, g) : transposed(one, g), true);
        } else if (layer instanceof Scale one) {
            give(layer.in(), "torch.mul(%s, %s)".formatted(g, weight(one.by())), true);
        } else if (layer instanceof Shift) {
            give(layer.in(), gradient);
        } else if (layer instanceof Rectifier || layer instanceof Clamp) {
            String factor = kept(factor(layer));
            String folded = variable("torch.unflatten(%s, 0, [-1, torch.size(%s, 0)])".formatted(g, factor));
            String product = variable("torch.%s(%s, %s)".formatted(gradient.own() ? "mul_" : "mul", folded, factor));
            give(layer.in(), "torch.flatten(%s, 0, 1)".formatted(product), true);
        } else if (layer instanceof Sum one) {
            Gradient shared = new Gradient(g, false);
            give(layer.in(), shared);
            give(one.other(), shared);
        } else if (layer instanceof Linear one) {
            give(layer.in(), "torch.matmul(%s, %s)".formatted(g, weight(one.weight())), true);
        } else if (layer instanceof Shape one) {
            String sides = "torch.add([-1], torch.slice(torch.size(%s), 1))".formatted(kept(seen(layer.in())));
            String shaped = "torch.reshape(%s, %s)".formatted(g, sides);
            give(layer.in(), one.images() ? "torch.contiguous(" + shaped + LAST : shaped, false);
        }
    }

    /** A convolution with the filters turned around, and inputs and outputs exchanged. */
    private String turned(Convolution one, String g) {
        String groups =
                "torch.reshape(torch.flip(%s, [2, 3]), [%s, -1, torch.size(%s, 1), torch.size(%s, 2), torch.size(%s, 3)])"
                        .formatted(one.weight(), one.groups(), one.weight(), one.weight(), one.weight());
        String filters = weight("torch.flatten(torch.transpose(%s, 1, 2), 0, 1)".formatted(groups));
        List<String> padding = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            padding.add("torch.sub(torch.size(%s, %s), %s)"
                    .formatted(filters, axis + 2, 1 + one.padding().get(axis)));
        }
        return "torch.mkldnn_convolution(%s, %s, None, %s, [1, 1], [1, 1], %s)"
                .formatted(g, filters, padding, one.groups());
    }

    private String transposed(Convolution one, String g) {
        String filters = weight(one.weight());
        List<String> rest = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            // Rows that the last stride did not reach.
            String reach = "torch.mul(torch.sub(torch.size(%s, %s), 1), %s)"
                    .formatted(filters, axis + 2, one.dilation().get(axis));
            String room = "torch.sub(torch.add(torch.size(%s, %s), %s), %s)"
                    .formatted(kept(seen(one.in())), axis + 2, 2 * one.padding().get(axis) - 1, reach);
            rest.add("torch.remainder(%s, %s)".formatted(room, one.stride().get(axis)));
        }
        // From a single pixel libtorch cannot tell that channels come last.
        return "torch.contiguous(torch.conv_transpose2d(%s, %s, None, %s, %s, %s, %s, %s)%s"
                .formatted(g, filters, one.stride(), one.padding(), rest, one.groups(), one.dilation(), LAST);
    }

    private String variable(String expression) {
        String name = "d" + made++;
        backward.add(name + " = " + expression);
        return name;
    }

    private void give(String value, String expression, boolean own) {
        give(value, new Gradient(variable(expression), own));
    }

    /** Adds up the gradients of a value that was used twice. */
    private void give(String value, Gradient gradient) {
        gradients.merge(
                value,
                gradient,
                (one, other) ->
                        new Gradient(variable("torch.add(%s, %s)".formatted(one.variable(), other.variable())), true));
    }
}
