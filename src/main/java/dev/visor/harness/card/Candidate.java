package dev.visor.harness.card;

import dev.visor.core.image.Crop;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.FileForms.Form;
import dev.visor.recognizer.FileForms.Output;
import dev.visor.recognizer.Preset;
import dev.visor.recognizer.RecognizerCard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One way of asking a file that may be the right one.
 *
 * @param preset that asks so; empty if none does
 * @param dimension of its embedding
 */
public record Candidate(Crop crop, FaceInput input, Optional<Preset> preset, EmbeddingChoice output, int dimension) {

    /** No recognizer's embedding has fewer values, or more. */
    private static final int LEAST = 32;

    private static final int MOST = 8192;

    /** Means and deviations of ImageNet's red, green and blue, on 0..255, as torchvision has them. */
    private static final List<Double> IMAGENET_MEAN = List.of(123.675, 116.28, 103.53);

    private static final List<Double> IMAGENET_STD = List.of(58.395, 57.12, 57.375);

    /**
     * All ways that a file leaves open: color orders x scales x crops of its sizes x outputs.
     *
     * @return empty if no output can be an embedding
     */
    static List<Candidate> all(FileForms file) {
        List<Candidate> candidates = new ArrayList<>();
        int dimension = file.forms().stream()
                .flatMapToInt(form -> places(form).stream()
                        .mapToInt(place -> form.outputs().get(place).values()))
                .min()
                .orElse(0);
        for (Form form : file.forms()) {
            for (int place : places(form)) {
                Output output = form.outputs().get(place);
                // Of nets that take every size, most give more values for a larger face: those were not trained on it.
                if (places(form).size() > 1 || output.values() == dimension) {
                    candidates.addAll(of(file, form, place));
                }
            }
        }
        return candidates;
    }

    /** The number of outputs that may be an embedding. */
    private static List<Integer> places(Form form) {
        return IntStream.range(0, form.outputs().size())
                .filter(place -> form.outputs().get(place).values() >= LEAST
                        && form.outputs().get(place).values() <= MOST)
                .boxed()
                .toList();
    }

    private static List<Candidate> of(FileForms file, Form form, int place) {
        int values = form.outputs().get(place).values();
        List<Candidate> candidates = new ArrayList<>();
        for (Crop crop : crops(file, form)) {
            for (FaceInput input : inputs(form.layout(), crop)) {
                candidates.add(new Candidate(crop, input, preset(input), choice(form, place), values));
            }
        }
        return candidates;
    }

    /** The small crop of inversion attacks counts only where nothing else fits. */
    private static List<Crop> crops(FileForms file, Form form) {
        return Crop.all().values().stream()
                .filter(crop -> crop.side() == form.height() && crop.width() == form.width())
                .filter(crop -> !crop.equals(Crop.ARCFACE64)
                        || file.forms().stream().allMatch(other -> other.height() == crop.side()))
                .toList();
    }

    private static List<FaceInput> inputs(ChannelLayout layout, Crop crop) {
        Preset half = crop.equals(Crop.FACENET160) ? Preset.FACENET : Preset.INSIGHTFACE;
        List<FaceInput> inputs = new ArrayList<>();
        for (ColorOrder color : ColorOrder.values()) {
            for (Preset scale : List.of(Preset.PLAIN, half, Preset.MAGFACE)) {
                inputs.add(
                        new FaceInput(layout, color, FaceInput.each(scale.mean()), FaceInput.each(scale.std()), true));
            }
            inputs.add(new FaceInput(layout, color, inOrder(color, IMAGENET_MEAN), inOrder(color, IMAGENET_STD), true));
        }
        return inputs;
    }

    private static List<Double> inOrder(ColorOrder color, List<Double> rgb) {
        return color == ColorOrder.RGB ? rgb : List.of(rgb.get(2), rgb.get(1), rgb.get(0));
    }

    private static Optional<Preset> preset(FaceInput input) {
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.color() == input.color()
                        && input.mean().equals(FaceInput.each(preset.mean()))
                        && input.std().equals(FaceInput.each(preset.std())))
                .findFirst();
    }

    /** Is told only where it could not be found. */
    private static EmbeddingChoice choice(Form form, int place) {
        Output output = form.outputs().get(place);
        boolean only = form.outputs().stream()
                        .filter(other -> other.values() == output.values())
                        .count()
                == 1;
        if (only) {
            return EmbeddingChoice.FOUND;
        }
        return output.name().isEmpty()
                ? new EmbeddingChoice(place, "", false)
                : new EmbeddingChoice(EmbeddingChoice.ONLY, output.name(), false);
    }

    /** The card of the same file that asks so. */
    RecognizerCard card(RecognizerCard file) {
        return file.ofDimension(dimension).asking(crop, input, output);
    }

    /** The preset's word, {@code -} if there is none. */
    public String presetWord() {
        return preset.map(Preset::word).orElse("-");
    }

    /** Names the output, for people: {@code 1}, {@code fc1}, or {@code -} where there is no choice. */
    public String outputWord() {
        if (output.equals(EmbeddingChoice.FOUND)) {
            return "-";
        }
        return output.name().isEmpty() ? String.format(Locale.ROOT, "%d", output.index()) : output.name();
    }

    /** In one line, for people. */
    public String words() {
        return List.of(presetWord(), input.words(), crop.name(), outputWord()).stream()
                .filter(word -> !word.equals("-"))
                .collect(Collectors.joining(", "));
    }
}
