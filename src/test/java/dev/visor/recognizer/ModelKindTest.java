package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.recognizer.djl.WrittenModels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelKindTest {

    private static final String RECIPE = "docs/recognizers.md says how to export it as ONNX or TorchScript";

    @TempDir
    Path folder;

    @Test
    void aFileIsToldByWhatItHolds() throws IOException {
        Path torchScript = WrittenModels.torchScript(folder.resolve("net.onnx"), "return x");
        Path onnx = Files.write(folder.resolve("net.pt"), new byte[] {8, 8, 18, 0});

        assertThat(ModelKind.of(torchScript)).isEqualTo(ModelKind.TORCHSCRIPT);
        assertThat(ModelKind.of(onnx)).isEqualTo(ModelKind.ONNX);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'<!DOCTYPE html>' | is a web page",
                "'<?xml version=\"1.0\"?><net name=\"r\">' | is the graph of an OpenVINO model",
                "'version https://git-lfs.github.com/spec/v1' | is a pointer of Git LFS, not the file itself",
                "'\u0080\u0002}q\u0000' | is a Python pickle, which runs code when it is read",
                "'\u0089HDF\r\n' | is a Keras (HDF5) file",
                "'\u001c\u0000\u0000\u0000TFL3' | is a TensorFlow Lite file",
                "'\u0040\u0001\u0000\u0000\u0000\u0000\u0000\u0000{\"a\":{\"dtype\"' | is a safetensors file: weights without the network",
                "'\u001f\u008b\u0008' | is a packed archive; unpack it",
                "'some notes' | is neither ONNX nor TorchScript",
            })
    void everythingElseIsRefusedInASentence(String start, String sentence) throws IOException {
        Path file = Files.write(folder.resolve("net.bin"), start.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ModelKind.of(file))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(file + " ")
                .hasMessageContaining(sentence);
    }

    @Test
    void picklesInAZipAreToldFromTorchScript() throws IOException {
        assertThatThrownBy(() -> ModelKind.of(zip("archive/data.pkl", "archive/data/0")))
                .hasMessageContaining("holds pickled Python objects (torch.save)")
                .hasMessageContaining(RECIPE);
        assertThatThrownBy(() -> ModelKind.of(zip("buffalo_l/w600k_r50.onnx")))
                .hasMessageContaining("is a zip archive with buffalo_l/w600k_r50.onnx in it; unpack it");
        assertThatThrownBy(() -> ModelKind.of(zip("readme.txt")))
                .hasMessageContaining("is a zip archive without a TorchScript model in it");
    }

    @Test
    void foldersAndNothingAreToldToo() throws IOException {
        assertThatThrownBy(() -> ModelKind.of(folder)).hasMessageContaining("is a folder; name the file of a model");
        Files.createFile(folder.resolve("saved_model.pb"));
        assertThatThrownBy(() -> ModelKind.of(folder)).hasMessageContaining("is a TensorFlow model");
        assertThatThrownBy(() -> ModelKind.of(folder.resolve("saved_model.pb"))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> ModelKind.of(folder.resolve("none.onnx"))).hasMessageContaining("does not exist");
    }

    private Path zip(String... names) throws IOException {
        Path file = folder.resolve("net.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.closeEntry();
            }
        }
        return file;
    }
}
