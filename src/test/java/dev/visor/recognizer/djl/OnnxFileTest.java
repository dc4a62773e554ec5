package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.onnx.OnnxFile;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digest of an ONNX model covers every weight, wherever it lies. */
class OnnxFileTest {

    private static final Compute COMPUTE = Compute.open("cpu");

    @TempDir
    private Path folder;

    @Test
    void weightsBesideTheFileGiveWhatWeightsWithinDo() throws IOException {
        Path within = write("within.onnx", WrittenModels.onnx(WrittenModels.weights(1)));
        Path beside = write("beside.onnx", WrittenModels.onnx(WrittenModels.weightsIn("w.data")));
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(1));

        assertThat(embed(beside, pinned(beside))).isEqualTo(embed(within, Digest.ofFile(within)));
    }

    @Test
    void replacedWeightsAreAnotherModel() throws IOException {
        Path file = write("net.onnx", WrittenModels.onnx(WrittenModels.weightsIn("w.data")));
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(1));
        Digest one = pinned(file);
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(2));

        assertThat(pinned(file)).isNotEqualTo(one);
        refused(
                file,
                one,
                "keeps weights in w.data, and all of them together have digest "
                        + pinned(file).hex());
    }

    @Test
    void theDigestOfTheFileAloneIsNotEnough() throws IOException {
        Path file = write("net.onnx", WrittenModels.onnx(WrittenModels.weightsIn("w.data")));
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(1));

        refused(
                file,
                Digest.ofFile(file),
                "where its card says sha256 " + Digest.ofFile(file).hex());
    }

    @Test
    void theDigestIsWhatACommandPrints() throws Exception {
        Path file = write("net.onnx", WrittenModels.onnx(WrittenModels.weightsIn("w.data")));
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(1));
        Process shell = new ProcessBuilder("sh", "-c", "sha256sum net.onnx w.data | cut -c1-64 | sha256sum")
                .directory(folder.toFile())
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes()).substring(0, 64))
                .isEqualTo(pinned(file).hex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../w.data", "sub/../../w.data", "sub/w.data", "..", "*/_ORT_MEM_ADDR_/*", ""})
    void onlyFilesBesideTheModelAreFollowed(String location) throws IOException {
        Files.write(folder.resolveSibling("w.data"), WrittenModels.bytes(1));
        Path file = write("net.onnx", WrittenModels.onnx(WrittenModels.weightsIn(location)));

        refused(file, Digest.of(""), "keeps weights in \"" + location + "\", which is no file beside it");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path file = write("net.onnx", WrittenModels.onnx(WrittenModels.weightsIn("w.data")));
        Files.createSymbolicLink(
                folder.resolve("w.data"), Files.write(folder.resolve("elsewhere"), WrittenModels.bytes(1)));

        refused(file, Digest.of(""), "w.data is no regular file");
    }

    @Test
    void weightsOfAnAttributeAreFoundToo() throws IOException {
        ModelProto model = WrittenModels.onnx(WrittenModels.weights(1));
        TensorProto constant = WrittenModels.weightsIn("/etc/hostname");
        Path file = write(
                "net.onnx",
                model.toBuilder()
                        .setGraph(model.getGraph().toBuilder()
                                .addNode(NodeProto.newBuilder()
                                        .setOpType("Constant")
                                        .addOutput("c")
                                        .addAttribute(AttributeProto.newBuilder()
                                                .setName("value")
                                                .setType(AttributeProto.AttributeType.TENSOR)
                                                .setT(constant))))
                        .build());

        refused(file, Digest.ofFile(file), "\"/etc/hostname\", which is no file beside it");
    }

    @Test
    void weightsBeyondTheEndOfTheirFileAreRefused() throws IOException {
        TensorProto.Builder weights = WrittenModels.weightsIn("w.data").toBuilder();
        weights.addExternalDataBuilder().setKey("offset").setValue("4000000000");
        Path file = write("net.onnx", WrittenModels.onnx(weights.build()));
        Files.write(folder.resolve("w.data"), WrittenModels.bytes(1));

        refused(file, pinned(file), "of w.data, which has");
    }

    @Test
    void theGraphTellsWhatDoesNotFit() throws IOException {
        refusedInput(m -> input(m, 8, 3, 112, 112), "has a batch of 8 built in");
        refusedInput(m -> input(m, -1, 112, 112, 3), "wants channels last");
        refusedInput(m -> input(m, -1, 3, 128, 128), "correct the card's crop to openvino128");
        refusedInput(m -> input(m, 37632), "expected faces [N, 3, height, width]");
    }

    private void refusedInput(UnaryOperator<ModelProto> change, String reason) throws IOException {
        ModelProto model = WrittenModels.onnx(WrittenModels.weights(1));
        // A graph that takes anything, so that what it says of itself is all that does not fit.
        ModelProto loose = model.toBuilder()
                .setGraph(model.getGraph().toBuilder()
                        .clearNode()
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Identity")
                                .addInput("x")
                                .addOutput("e")))
                .build();
        loose = loose.toBuilder()
                .setGraph(loose.getGraph().toBuilder().setOutput(0, WrittenModels.value("e")))
                .build();
        ModelProto changed = change.apply(loose);
        Path file = write("input.onnx", changed);
        refused(file, Digest.ofFile(file), reason);
    }

    private static ModelProto input(ModelProto model, long... sides) {
        return model.toBuilder()
                .setGraph(model.getGraph().toBuilder()
                        .setInput(0, WrittenModels.value("x", sides))
                        .setOutput(0, WrittenModels.value("e", sides)))
                .build();
    }

    private Path write(String name, ModelProto model) throws IOException {
        return Files.write(folder.resolve(name), model.toByteArray());
    }

    private static Digest pinned(Path file) {
        return OnnxFile.digest(new ModelFile("recognizer written", file, Digest.of("")));
    }

    private static List<Double> embed(Path file, Digest sha256) {
        RecognizerCard card = WrittenModels.card("onnx", sha256);
        try (OnnxRecognizer recognizer = new OnnxRecognizer(card, ModelFile.of(card, file), COMPUTE)) {
            LoadCheck.of(recognizer, COMPUTE);
            return LoadCheck.values(recognizer);
        }
    }

    private static void refused(Path file, Digest sha256, String reason) {
        assertThatThrownBy(() -> embed(file, sha256))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("recognizer written:")
                .hasMessageContaining(reason);
    }
}
