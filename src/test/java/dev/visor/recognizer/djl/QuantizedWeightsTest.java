package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizedWeightsTest {

    private static final String TWO_ARRAYS = """
            [{"weights": [
                {"name": "a", "shape": [2, 1], "dtype": "float32", "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
                {"name": "b", "shape": [1], "dtype": "float32", "quantization": {"dtype": "uint8", "scale": 2, "min": 3}}],
              "paths": ["net.bin"]}]
            """;

    @TempDir
    Path folder;

    @Test
    void aByteCountsStepsAboveTheMinimum() throws IOException {
        QuantizedWeights weights = read(TWO_ARRAYS, new byte[] {0, (byte) 255, 4});

        assertThat(weights.get("a").values()).containsExactly(-1, 126.5f);
        assertThat(weights.get("a").shape()).containsExactly(2, 1);
        assertThat(weights.get("b").values()).containsExactly(11);
    }

    @Test
    void readsPlainFloatsLittleEndFirst() throws IOException {
        String plain = "[{'weights': [{'name': 'a', 'shape': [1], 'dtype': 'float32'}]}]";

        assertThat(read(plain.replace('\'', '"'), new byte[] {0, 0, 0x40, 0x40})
                        .get("a")
                        .values())
                .containsExactly(3);
    }

    @Test
    void refusesAFileThatIsTooShortOrTooLong() {
        assertThatThrownBy(() -> read(TWO_ARRAYS, new byte[2]))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("ends at byte 2")
                .hasMessageContaining("places array \"b\" up to byte 3");
        assertThatThrownBy(() -> read(TWO_ARRAYS, new byte[4]))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has 4 bytes");
    }

    @Test
    void refusesOtherStorage() {
        assertThatThrownBy(() -> read(TWO_ARRAYS.replace("uint8", "uint16"), new byte[3]))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("array \"a\" is stored as uint16");
        assertThatThrownBy(() -> read("{oops", new byte[3]))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected a TensorFlow.js weights manifest");
    }

    @Test
    void namesAnArrayThatIsMissing() throws IOException {
        QuantizedWeights weights = read(TWO_ARRAYS, new byte[3]);

        assertThatThrownBy(() -> weights.get("fc"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("no array \"fc\"");
    }

    private QuantizedWeights read(String manifest, byte[] bytes) throws IOException {
        return QuantizedWeights.read(
                Pinned.file(Files.writeString(folder.resolve("manifest.json"), manifest)),
                Pinned.file(Files.write(folder.resolve("net.bin"), bytes)));
    }
}
