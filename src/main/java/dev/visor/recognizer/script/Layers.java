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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells steps that depend on the faces from those that do not, and says what each of the first is. */
final class Layers {

    private static final int IMAGES = 4;
    private static final int ROWS = 2;

    private final List<Layer> layers = new ArrayList<>();
    private final List<Step> constants = new ArrayList<>();

    /** Sides of each value that depends on the faces. */
    private final Map<String, Integer> ranks = new HashMap<>(Map.of(Program.FACES, IMAGES));

    private final Set<String> sides = new HashSet<>();
    private int made;

    /** @throws Undifferentiated if one of them is nothing that is known here */
    Layers(Program program) {
        program.steps().forEach(this::add);
    }

    /** Layers in the program's order. */
    List<Layer> layers() {
        return layers;
    }

    /** Steps that are the same whatever the faces. */
    List<Step> constants() {
        return constants;
    }

    private void add(Step step) {
        boolean sized = step.uses().anyMatch(sides::contains);
        if (step.uses().noneMatch(ranks::containsKey) && !sized) {
            constants.add(step);
            return;
        }
        String first = step.argument(0);
        switch (step.operation()) {
            case "torch.size", "ops.prim.NumToTensor", "int" -> {
                sides.add(step.name());
                layers.add(new Side(step.name(), first, step.line()));
            }
            case "torch._convolution" -> convolution(step);
            case "torch.batch_norm" -> normalization(step);
            case "torch.prelu" -> put(new Rectifier(step.name(), active(first), constant(step.argument(1))), first);
            case "torch.relu" -> put(new Clamp(step.name(), active(first), "0", "None"), first);
            case "torch.clamp" ->
                put(
                        new Clamp(
                                step.name(),
                                active(first),
                                step.argument(1),
                                step.arguments().size() > 2 ? step.argument(2) : "None"),
                        first);
            case "torch.add", "torch.sub", "torch.mul", "torch.div" -> arithmetic(step);
            case "torch.linear" -> {
                String bias = step.arguments().size() > 2 ? constant(step.argument(2)) : "None";
                layers.add(new Linear(step.name(), active(first), constant(step.argument(1)), bias));
                ranks.put(step.name(), ROWS);
                require(ranks.get(first) == ROWS, step);
            }
            case "torch.flatten" -> {
                require(step.arguments().size() == 2 && step.argument(1).equals("1"), step);
                shape(step, ROWS);
            }
            case "torch.reshape" -> {
                require(step.argument(1).startsWith("["), step);
                shape(step, step.argument(1).split(",").length);
            }
            default -> throw new Undifferentiated(step.operation());
        }
    }

    private void convolution(Step step) {
        require(step.argument(6).equals("False") && step.argument(8).matches("\\d+"), step);
        put(
                new Convolution(
                        step.name(),
                        active(step.argument(0)),
                        constant(step.argument(1)),
                        constant(step.argument(2)),
                        Step.numbers(step.argument(3)),
                        Step.numbers(step.argument(4)),
                        Step.numbers(step.argument(5)),
                        Integer.parseInt(step.argument(8))),
                step.argument(0));
        require(ranks.get(step.argument(0)) == IMAGES, step);
    }

    /** With its running statistics it multiplies each channel by one number, and adds another. */
    private void normalization(Step step) {
        require(step.argument(5).equals("False"), step);
        String in = active(step.argument(0));
        String shape = ranks.get(in) == IMAGES ? "[1, -1, 1, 1]" : "[1, -1]";
        String spread = prepared("torch.sqrt", prepared("torch.add", constant(step.argument(4)), step.argument(7)));
        String factor = prepared("torch.div", constant(step.argument(1)), spread);
        String center = prepared("torch.mul", constant(step.argument(3)), factor);
        String offset = prepared("torch.sub", constant(step.argument(2)), center);
        String scaled = step.name() + "_scaled";
        put(new Scale(scaled, in, prepared("torch.reshape", factor, shape)), in);
        put(new Shift(step.name(), scaled, prepared("torch.reshape", offset, shape)), in);
    }

    private void arithmetic(Step step) {
        require(step.arguments().size() == 2, step);
        String first = step.argument(0);
        String second = step.argument(1);
        boolean both = ranks.containsKey(first) && ranks.containsKey(second);
        boolean commutes =
                step.operation().equals("torch.add") || step.operation().equals("torch.mul");
        if (both) {
            require(step.operation().equals("torch.add") && ranks.get(first).equals(ranks.get(second)), step);
            put(new Sum(step.name(), first, second), first);
            return;
        }
        require(ranks.containsKey(first) || commutes, step);
        String in = ranks.containsKey(first) ? first : second;
        String by = constant(ranks.containsKey(first) ? second : first);
        switch (step.operation()) {
            case "torch.add" -> put(new Shift(step.name(), in, by), in);
            case "torch.sub" -> put(new Shift(step.name(), in, prepared("torch.neg", by)), in);
            case "torch.mul" -> put(new Scale(step.name(), in, by), in);
            default -> put(new Scale(step.name(), in, prepared("torch.reciprocal", by)), in);
        }
    }

    private void shape(Step step, int rank) {
        String in = active(step.argument(0));
        layers.add(new Shape(step.name(), in, step.line(), ranks.get(in) == IMAGES));
        ranks.put(step.name(), rank);
    }

    private void put(Layer layer, String in) {
        layers.add(layer);
        ranks.put(layer.out(), ranks.get(in));
    }

    private String active(String name) {
        if (!ranks.containsKey(name)) {
            throw new Undifferentiated("an operation on what is no face");
        }
        return name;
    }

    private String constant(String name) {
        if (ranks.containsKey(name) || sides.contains(name) || name.startsWith("[")) {
            throw new Undifferentiated("weights that depend on the faces");
        }
        return name;
    }

    private String prepared(String operation, String... arguments) {
        Step step = new Step("c" + made++, operation, List.of(arguments));
        constants.add(step);
        return step.name();
    }

    private static void require(boolean met, Step step) {
        if (!met) {
            throw new Undifferentiated(step.line());
        }
    }
}
