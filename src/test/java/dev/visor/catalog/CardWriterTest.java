package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.importing.CardWriter;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.YamlReader;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardWriterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"models/net.onnx", "/a folder/with \"quotes\" & #signs: yes.onnx", "yes", "1e3", "a\\b"})
    void aCardIsReadAsItWasWritten(String path) throws IOException {
        RecognizerCard card = new RecognizerCard(
                "net-1",
                "onnx",
                "imported from " + path,
                new RecognizerCard.Asset("", path),
                Digest.of("net"),
                Crop.SPHEREFACE112X96,
                512,
                "unknown",
                "unknown",
                "unknown",
                List.of(.0125, -.0001, .5, 0., 0., 0., 0., 1.),
                Map.of(),
                new FaceInput(
                        ChannelLayout.NHWC,
                        ColorOrder.BGR,
                        List.of(103.53, 116.28, 123.675),
                        FaceInput.each(127.5),
                        true),
                new EmbeddingChoice(EmbeddingChoice.ONLY, "fc1", true));
        Path file = Files.writeString(folder.resolve("net-1.yaml"), CardWriter.write(card, "unknown"));

        ValidationErrors problems = new ValidationErrors();
        RecognizerCard read = new CardReader(problems, new CatalogFolder(folder, ""))
                .recognizer(new YamlReader(problems).read(file, "net-1.yaml").orElseThrow(), "net-1")
                .orElse(null);
        problems.throwIfAny();

        assertThat(read).isEqualTo(card);
    }
}
