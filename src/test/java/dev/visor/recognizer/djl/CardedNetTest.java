package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.Preset;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerLoader;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card that says what a file takes, held against a file that does the same itself. */
@Tag("model")
class CardedNetTest {

    private static final Compute COMPUTE = Compute.open("cpu");

    /** Not linear in the pixels, so that no error of scale is lost in the length of the embedding. */
    private static final String NET = "e = torch.flatten(torch.adaptive_avg_pool2d(torch.sin(x), [4, 4]), 1)";

    private static final FaceInput BGR_LAST =
            new FaceInput(ChannelLayout.NHWC, ColorOrder.BGR, List.of(100., 110., 120.), List.of(50., 60., 70.), true);

    private static final String[] BGR_LAST_INSIDE = {
        "x = torch.flip(x, [1])",
        "x0 = torch.div(torch.sub(torch.select(x, 1, 0), 100.), 50.)",
        "x1 = torch.div(torch.sub(torch.select(x, 1, 1), 110.), 60.)",
        "x2 = torch.div(torch.sub(torch.select(x, 1, 2), 120.), 70.)",
        "x = torch.stack([x0, x1, x2], 1)"
    };

    @TempDir
    Path folder;

    @Test
    void aTorchScriptFileIsShownWhatItsCardSaysAndItsGradientComesBackToThePixels() throws IOException {
        Path wants = WrittenModels.torchScript(
                folder.resolve("wants.pt"), "x = torch.permute(x, [0, 3, 1, 2])", NET, "return e");
        Path inside = WrittenModels.torchScript(folder.resolve("inside.pt"), join(BGR_LAST_INSIDE, NET, "return e"));

        same(load(wants, card -> asking(card, BGR_LAST, EmbeddingChoice.FOUND)), load(inside, card -> card));
    }

    @Test
    void theMirrorImageIsAddedWhereTheCardSaysSo() throws IOException {
        Path wants = WrittenModels.torchScript(folder.resolve("wants.pt"), NET, "return e");
        Path inside = WrittenModels.torchScript(
                folder.resolve("inside.pt"), NET, "a = e", "x = torch.flip(x, [3])", NET, "return torch.add(a, e)");
        EmbeddingChoice flipped = new EmbeddingChoice(EmbeddingChoice.ONLY, "", true);

        same(load(wants, card -> asking(card, FaceInput.PLAIN, flipped)), load(inside, card -> card));
    }

    @Test
    void theCopyOfANetThatIsTrainedIsShownTheSame() throws IOException {
        Path file = NpmPackages.asset("models/mobileface_v2.pt");
        RecognizerCard card =
                card("torchscript", file).asking(Crop.ARCFACE112, FaceInput.of(Preset.ADAFACE), EmbeddingChoice.FOUND);
        RecognizerCard wide = new RecognizerCard(
                card.id(),
                card.type(),
                "",
                card.asset(),
                card.sha256(),
                card.crop(),
                256,
                "",
                "",
                "",
                List.of(),
                card.params(),
                card.input(),
                card.output());
        try (TorchScriptRecognizer recognizer = new TorchScriptRecognizer(wide, ModelFile.of(wide, file), COMPUTE);
                Network network = recognizer.network();
                NDManager scope = COMPUTE.manager().newSubManager()) {
            NDArray faces = Faces.stack(scope, List.of(Patterns.waves(112)));
            NDArray raw = network.forward(faces);

            assertThat(raw.div(raw.norm(new int[] {1}, true)).toFloatArray())
                    .containsExactly(recognizer.embed(faces).toFloatArray(), within(1e-4f));
        }
    }

    @Test
    void anOnnxFileIsShownWhatItsCardSays() throws IOException {
        Path sine = onnx("sine.onnx", WrittenModels.onnx(WrittenModels.weights(7)));
        RecognizerCard bgr = asking(card("onnx", sine), BGR_LAST, EmbeddingChoice.FOUND);

        assertThatThrownBy(() -> load("onnx", sine, bgr))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("its file wants channels first, [-1, 3, 112, 112]; write layout: nchw");

        FaceInput first = new FaceInput(ChannelLayout.NCHW, BGR_LAST.color(), BGR_LAST.mean(), BGR_LAST.std(), true);
        RecognizerCard plain = asking(bgr, FaceInput.PLAIN, EmbeddingChoice.FOUND);
        FaceImage face = Patterns.waves(112);
        FaceImage shown = new FaceImage(112, 112, first.apply(face.pixels()));
        try (Recognizer one = load("onnx", sine, asking(bgr, first, EmbeddingChoice.FOUND));
                Recognizer other = load("onnx", sine, plain)) {
            assertThat(one.embed(List.of(face)).get(0).values())
                    .containsExactly(other.embed(List.of(shown)).get(0).values());
        }
    }

    @Test
    void anOutputIsTakenByItsPlaceOrByItsName() throws IOException {
        Path file = WrittenModels.typed(
                folder.resolve("two.pt"), "x: Tensor", "Tuple[Tensor, Tensor]", NET, "return (torch.cos(e), e)");
        Path second = WrittenModels.torchScript(folder.resolve("second.pt"), NET, "return e");

        same(
                load(file, card -> asking(card, FaceInput.PLAIN, new EmbeddingChoice(1, "", false))),
                load(second, card -> card));
        assertThatThrownBy(() -> load(file, card -> asking(card, FaceInput.PLAIN, new EmbeddingChoice(2, "", false)))
                        .embed(List.of(Patterns.waves(112))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("its card says output.index 2, but its file returns 2 outputs");
        Path onnx = onnx("net.onnx", WrittenModels.onnx(WrittenModels.weights(7)));
        EmbeddingChoice other = new EmbeddingChoice(EmbeddingChoice.ONLY, "fc1", false);
        assertThatThrownBy(() -> load("onnx", onnx, asking(card("onnx", onnx), FaceInput.PLAIN, other))
                        .embed(List.of(Patterns.waves(112))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("its card says output.name \"fc1\", but its file returns e");
    }

    /** InsightFace's rule: a scale from a preset on top of the file's own would be a wrong number. */
    @Test
    void aPresetIsRefusedWhereTheGraphScalesItself() throws IOException {
        ModelProto model = WrittenModels.onnx(WrittenModels.weights(7));
        GraphProto.Builder graph = model.getGraph().toBuilder().clearNode();
        graph.addNode(node("Sub", "x", "x", "z")).addNode(node("Mul", "z", "z", "y"));
        model.getGraph()
                .getNodeList()
                .forEach(node -> graph.addNode(
                        node.getInput(0).equals("x")
                                ? node.toBuilder().setInput(0, "y").build()
                                : node));
        Path file = onnx("old.onnx", model.toBuilder().setGraph(graph).build());
        RecognizerCard card = card("onnx", file);

        assertThatThrownBy(
                        () -> load("onnx", file, asking(card, FaceInput.of(Preset.INSIGHTFACE), EmbeddingChoice.FOUND)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("its graph has Sub and Mul among its first 8 nodes")
                .hasMessageContaining("write mean: 0 and std: 1 below input");
        load("onnx", file, asking(card, FaceInput.PLAIN, EmbeddingChoice.FOUND)).close();
    }

    private static NodeProto node(String operator, String a, String b, String out) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(a)
                .addInput(b)
                .addOutput(out)
                .build();
    }

    /** The same embeddings, and the same gradients with respect to the face. */
    private static void same(DifferentiableRecognizer one, DifferentiableRecognizer other) {
        try (one;
                other;
                NDManager scope = COMPUTE.manager().newSubManager()) {
            List<FaceImage> faces = List.of(Patterns.waves(112), Patterns.stripes(112));
            for (int i = 0; i < faces.size(); i++) {
                assertThat(one.embed(faces).get(i).values())
                        .containsExactly(other.embed(faces).get(i).values(), within(2e-5f));
            }
            float[] expected = gradient(other, scope, faces);
            float[] found = gradient(one, scope, faces);
            float most = 0;
            float apart = 0;
            for (int i = 0; i < expected.length; i++) {
                most = Math.max(most, Math.abs(expected[i]));
                apart = Math.max(apart, Math.abs(expected[i] - found[i]));
            }
            assertThat(most).isPositive();
            assertThat(apart).isLessThan(1e-3f * most);
        }
    }

    private static float[] gradient(DifferentiableRecognizer recognizer, NDManager scope, List<FaceImage> faces) {
        NDArray leaf = Gradients.leaf(Faces.stack(scope, faces));
        NDArray rows = recognizer.embedForGradient(leaf);
        return Gradients.of(rows.get(0).mul(rows.get(1)).sum(), leaf, false).toFloatArray();
    }

    private TorchScriptRecognizer load(Path file, UnaryOperator<RecognizerCard> card) throws IOException {
        RecognizerCard asked = card.apply(card("torchscript", file));
        return new TorchScriptRecognizer(asked, ModelFile.of(asked, file), COMPUTE);
    }

    private static Recognizer load(String type, Path file, RecognizerCard card) {
        RecognizerLoader loader = RecognizerFormats.loader(type);
        return loader.load(card, ModelFile.of(card, file), COMPUTE);
    }

    private static RecognizerCard card(String type, Path file) throws IOException {
        return WrittenModels.card(type, Digest.ofFile(file));
    }

    private static RecognizerCard asking(RecognizerCard card, FaceInput input, EmbeddingChoice output) {
        return card.asking(Crop.ARCFACE112, input, output);
    }

    private Path onnx(String name, ModelProto model) throws IOException {
        return Files.write(folder.resolve(name), model.toByteArray());
    }

    private static String[] join(String[] first, String... more) {
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
