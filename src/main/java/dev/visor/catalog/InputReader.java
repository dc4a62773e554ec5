package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the blocks {@code input} and {@code output} of a recognizer's card. */
final class InputReader {

    private final Fields card;

    InputReader(Fields card) {
        this.card = card;
    }

    /**
     * Reads the form in which the file takes a face.
     *
     * @param type of the card
     * @param crop of the card; empty if that is not known
     */
    FaceInput input(RecognizerType type, Optional<Crop> crop) {
        if (!type.input()) {
            card.gone("input", "the code of this type of recognizer does the scaling");
            return FaceInput.PLAIN;
        }
        if (!card.has("input")) {
            if (!type.plain()) {
                card.report(
                        card.where(),
                        "key \"input\" is missing: say what the file takes, such as input: {preset: insightface}, or let visor import find out");
            }
            return FaceInput.PLAIN;
        }
        Fields input = card.section("input");
        input.gone("colour", "write color: rgb or color: bgr");
        input.gone("channels", "write color: rgb or color: bgr");
        FaceInput read = read(input);
        crop.ifPresent(known -> requireSize(input, known));
        input.done();
        card.adopt(input);
        return read;
    }

    private static FaceInput read(Fields input) {
        Optional<Preset> preset = input.has("preset")
                ? input.word("preset", "preset", words(Preset.values(), Preset::word))
                : Optional.empty();
        boolean filled = input.has("preset");
        FaceInput base = FaceInput.of(preset.orElse(Preset.PLAIN));
        boolean scaled = input.has("mean") || input.has("std");
        ColorOrder color = filled && !input.has("color")
                ? base.color()
                : input.word("color", "color order", words(ColorOrder.values(), ColorOrder::word))
                        .orElse(base.color());
        List<Double> mean = filled && !scaled ? base.mean() : channels(input, "mean");
        List<Double> std = filled && !scaled ? base.std() : channels(input, "std");
        ChannelLayout layout = input.has("layout")
                ? input.word("layout", "layout", words(ChannelLayout.values(), ChannelLayout::word))
                        .orElse(base.layout())
                : base.layout();
        if (input.sound() && std.stream().anyMatch(value -> value <= 0)) {
            input.report(input.at("std"), "input.std must hold numbers above 0, got " + std);
        }
        return input.sound() ? new FaceInput(layout, color, mean, std, scaled || base.stated()) : FaceInput.PLAIN;
    }

    /** One number stands for all channels. */
    private static List<Double> channels(Fields input, String key) {
        if (input.has(key) && input.get(key) instanceof Yaml.Sequence) {
            List<Double> each =
                    input.list(key, item -> input.item(key, item, double.class).map(Double.class::cast));
            if (each.size() != FaceImage.CHANNELS && input.sound()) {
                input.report(
                        input.at(key),
                        String.format(
                                Locale.ROOT,
                                "input.%s must be one number, or three, one a channel in the file's order, got %d",
                                key,
                                each.size()));
            }
            return input.sound() ? each : FaceInput.each(1);
        }
        return FaceInput.each(input.number(key));
    }

    /** The size follows from the crop; a card may say it, too, and is held to it. */
    private static void requireSize(Fields input, Crop crop) {
        if (!input.has("size")) {
            return;
        }
        List<Integer> size = input.get("size") instanceof Yaml.Sequence
                ? input.list("size", item -> input.item("size", item, int.class).map(Integer.class::cast))
                : List.of(input.integer("size"));
        boolean fits = size.size() == 1
                ? crop.side() == size.get(0) && crop.width() == size.get(0)
                : size.equals(List.of(crop.side(), crop.width()));
        if (input.sound() && !fits) {
            input.report(
                    input.at("size"),
                    String.format(
                            Locale.ROOT,
                            "input.size is %s, but crop %s makes faces of [%d, %d] (height, width); name a crop of that size (visor list crops)",
                            size,
                            crop.name(),
                            crop.side(),
                            crop.width()));
        }
    }

    /** Reads which part of the file's answer is the embedding. */
    EmbeddingChoice output(RecognizerType type) {
        if (!type.input()) {
            card.gone("output", "a recognizer of this type has one output");
            return EmbeddingChoice.FOUND;
        }
        if (!card.has("output")) {
            return EmbeddingChoice.FOUND;
        }
        Fields output = card.section("output");
        int index = output.has("index") ? output.integer("index") : EmbeddingChoice.ONLY;
        String name = output.has("name") ? output.text("name") : "";
        boolean flipSum = output.has("flip_sum") && output.truth("flip_sum");
        if (output.has("index") && output.sound() && index < 0) {
            output.report(output.at("index"), "output.index must be 0 or above, got " + index);
        }
        if (output.has("index") && output.has("name")) {
            output.report(output.at("name"), "output has an index and a name; give one of them");
        }
        if (output.has("name") && type.plain()) {
            output.report(output.at("name"), "outputs of this type have no names; give output.index, counted from 0");
        }
        output.done();
        card.adopt(output);
        return output.sound() ? new EmbeddingChoice(index, name, flipSum) : EmbeddingChoice.FOUND;
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> word) {
        return Arrays.stream(values).collect(Collectors.toMap(word, value -> value));
    }
}
