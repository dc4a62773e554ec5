package dev.visor.recognizer.script;

import dev.visor.recognizer.script.Layer.Clamp;
import dev.visor.recognizer.script.Layer.Convolution;
import dev.visor.recognizer.script.Layer.Scale;
import dev.visor.recognizer.script.Layer.Shift;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins layers that do one thing: a convolution takes over what multiplies its channels and adds to them, and two clamps are one. */
final class Folding {

    private Folding() {}

    /**
     * Folds what can be.
     *
     * @param result the value that the whole returns, which stays
     * @param convolutions whether they take over what follows; it moves the last bits of values, and a rectifier that a value only just
     *     passes turns the gradient: where one is to be the file's own, they must not
     */
    static List<Layer> of(List<Layer> layers, String result, boolean convolutions) {
        Map<String, Integer> uses = new HashMap<>(Map.of(result, 1));
        for (Layer layer : layers) {
            uses.merge(layer.in(), 1, Integer::sum);
            if (layer instanceof Layer.Sum sum) {
                uses.merge(sum.other(), 1, Integer::sum);
            }
        }
        List<Layer> folded = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (Layer layer : layers) {
            Integer before = uses.getOrDefault(layer.in(), 0) == 1 ? places.get(layer.in()) : null;
            Optional<Layer> joined =
                    before == null ? Optional.empty() : joined(folded.get(before), layer, convolutions);
            if (joined.isPresent()) {
                folded.set(before, joined.get());
                places.put(layer.out(), before);
            } else {
                places.put(layer.out(), folded.size());
                folded.add(layer);
            }
        }
        return folded;
    }

    private static Optional<Layer> joined(Layer first, Layer second, boolean convolutions) {
        if (convolutions && first instanceof Convolution one && second instanceof Scale scale) {
            String bias = one.bias().equals("None")
                    ? "None"
                    : "torch.mul(%s, torch.reshape(%s, [-1]))".formatted(one.bias(), scale.by());
            String weight = "torch.mul(%s, torch.reshape(%s, [-1, 1, 1, 1]))".formatted(one.weight(), scale.by());
            return Optional.of(with(one, scale.out(), weight, bias));
        }
        if (convolutions && first instanceof Convolution one && second instanceof Shift shift) {
            String none = "torch.mul(torch.sum(%s, [1, 2, 3]), 0.)".formatted(one.weight());
            String bias = "torch.add(%s, torch.reshape(%s, [-1]))"
                    .formatted(one.bias().equals("None") ? none : one.bias(), shift.by());
            return Optional.of(with(one, shift.out(), one.weight(), bias));
        }
        if (first instanceof Clamp one
                && second instanceof Clamp other
                && one.high().equals("None")
                && other.low().equals("None")) {
            return Optional.of(new Clamp(other.out(), one.in(), one.low(), other.high()));
        }
        return Optional.empty();
    }

    private static Convolution with(Convolution one, String out, String weight, String bias) {
        return new Convolution(out, one.in(), weight, bias, one.stride(), one.padding(), one.dilation(), one.groups());
    }
}
