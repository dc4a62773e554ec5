package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.YamlReader;
import dev.visor.core.InputError;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.Preset;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recognizer's card says about faces that go into its file, and about what comes out. */
class CardInputTest {

    @TempDir
    Path folder;

    @Test
    void aTorchScriptFileTakesFacesAsTheyAreUnlessItsCardSaysOtherwise() {
        RecognizerCard card = read("torchscript", "");

        assertThat(card.input()).isEqualTo(FaceInput.PLAIN);
        assertThat(card.output()).isEqualTo(EmbeddingChoice.FOUND);
    }

    @Test
    void aPresetFillsTheBlock() {
        assertThat(read("onnx", "input: {preset: adaface}").input()).isEqualTo(FaceInput.of(Preset.ADAFACE));
        assertThat(read("torchscript", "input: {preset: magface}").input()).isEqualTo(FaceInput.of(Preset.MAGFACE));
    }

    @Test
    void whatIsWrittenOutCountsMoreThanThePreset() {
        FaceInput input = read("onnx", "input: {preset: insightface, color: bgr, layout: nhwc, mean: 0, std: 1}")
                .input();

        assertThat(input)
                .isEqualTo(
                        new FaceInput(ChannelLayout.NHWC, ColorOrder.BGR, FaceInput.each(0), FaceInput.each(1), true));
    }

    @Test
    void meanAndStdAreOneNumberOrOneAChannel() {
        FaceInput input = read("onnx", "input: {size: [112, 112], color: rgb, mean: [1, 2, 3.5], std: 2}")
                .input();

        assertThat(input.mean()).isEqualTo(List.of(1., 2., 3.5));
        assertThat(input.std()).isEqualTo(List.of(2., 2., 2.));
    }

    @Test
    void theOutputIsToldByPlaceOrName() {
        assertThat(read("onnx", "input: {preset: plain}\noutput: {name: fc1, flip_sum: true}")
                        .output())
                .isEqualTo(new EmbeddingChoice(EmbeddingChoice.ONLY, "fc1", true));
        assertThat(read("torchscript", "output: {index: 1}").output()).isEqualTo(new EmbeddingChoice(1, "", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onnx | '' | key \"input\" is missing: say what the file takes",
                "onnx | input: {preset: insightfac} | unknown preset \"insightfac\"; did you mean \"insightface\"?",
                "onnx | input: {preset: insightface, mean: 0} | key \"input.std\" is missing",
                "onnx | input: {mean: 0, std: 1} | key \"input.color\" is missing",
                "onnx | input: {color: rbg, mean: 0, std: 1} | unknown color order \"rbg\"",
                "onnx | input: {colour: rgb, mean: 0, std: 1} | key \"input.colour\" is gone: write color: rgb or color: bgr",
                "onnx | input: {color: rgb, mean: 0, std: 0} | input.std must hold numbers above 0",
                "onnx | input: {color: rgb, mean: [0, 1], std: 1} | input.mean must be one number, or three",
                "onnx | input: {preset: plain, layout: chw} | unknown layout \"chw\"",
                "onnx | input: {preset: plain, size: 160} | input.size is [160], but crop arcface112 makes faces of [112, 112]",
                "onnx | input: {preset: plain, size: [112, 96]} | input.size is [112, 96], but crop arcface112 makes",
                "onnx | params: {mean: 0, std: 1, channels: rgb} | key \"params.channels\" is gone: it is input.color now",
                "onnx | input: {preset: plain}\\noutput: {index: 0, name: a} | output has an index and a name",
                "torchscript | output: {name: a} | outputs of this type have no names; give output.index",
                "torchscript | output: {index: -1} | output.index must be 0 or above, got -1",
                "torchscript | output: {flipsum: true} | unknown key \"output.flipsum\"; did you mean \"output.flip_sum\"?",
                "face-api | input: {preset: plain} | key \"input\" is gone: the code of this type of recognizer does the scaling",
            })
    void everyMistakeIsSaid(String type, String block, String sentence) {
        assertThatThrownBy(() -> read(type, block.replace("\\n", "\n")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(sentence);
    }

    private RecognizerCard read(String type, String block) {
        try {
            Path file = Files.writeString(folder.resolve("net.yaml"), """
                    id: net
                    type: %s
                    summary: recognizes
                    path: models/net.pt
                    sha256: %s
                    crop: arcface112
                    dimension: 128
                    architecture: a net
                    trained_on: unknown
                    licence: MIT
                    source: somewhere
                    %s
                    """.formatted(type, "a".repeat(64), block));
            ValidationErrors problems = new ValidationErrors();
            RecognizerCard card = new CardReader(problems, new CatalogFolder(folder, ""))
                    .recognizer(new YamlReader(problems).read(file, "net.yaml").orElseThrow(), "net")
                    .orElse(null);
            problems.throwIfAny();
            return card;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
