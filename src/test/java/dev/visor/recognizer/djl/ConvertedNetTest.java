package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.onnx.proto.OnnxMl.ModelProto;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.onnx.ConvertedGraph;
import dev.visor.recognizer.onnx.Unsupported;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An ONNX graph that was converted for its gradients, held against ONNX Runtime and against finite differences. */
@Tag("model")
class ConvertedNetTest {

    private static final Compute COMPUTE = Compute.open("cpu");
    private static final int OPSET = 14;
    private static final int BATCH = 2;
    private static final double STEP = 1e-5;

    @TempDir
    Path folder;

    /** Every operator, with the settings that change what it does. */
    static Stream<String> graphs() {
        return Stream.of(
                "y = Conv(x, w:4x3x3x3, b:4) pads=[1,1,1,1]",
                "y = Conv(x, w:3x1x3x3, _) group=3 strides=[2,2] pads=[1,1,1,1]",
                "y = Conv(x, w:4x3x3x3, b:4) strides=[2,2] pads=[0,0,1,1]",
                "y = Conv(x, w:4x3x3x3, b:4) auto_pad=SAME_UPPER strides=[2,2] dilations=[1,1]",
                "y = Conv(x, w:4x3x2x2, b:4) auto_pad=SAME_LOWER",
                "y = Conv(x, w:4x3x3x3, b:4) auto_pad=VALID dilations=[2,2]",
                "y = PRelu(x, s:3x1x1)",
                "y = PRelu(x, s:3x8x8)",
                "f = Flatten(x); y = PRelu(f, s:192)",
                "y = Relu(x)",
                "y = LeakyRelu(x) alpha=0.2",
                "y = Elu(x) alpha=1.5",
                "y = Clip(x, f-0.3, f0.4)",
                "y = Clip(x, _, f0.4)",
                "y = Sigmoid(x)",
                "y = HardSigmoid(x) alpha=0.3 beta=0.4",
                "y = HardSwish(x)",
                "y = Tanh(x)",
                "y = Erf(x)",
                "y = Exp(x)",
                "e = Exp(x); l = Log(e); s = Sqrt(e); r = Reciprocal(e); a = Add(l, s); y = Add(a, r)",
                "n = Neg(x); y = Abs(n)",
                "y = Add(x, b:3x1x1)",
                "y = Sub(b:1x3x1x1, x)",
                "y = Mul(x, x)",
                "y = Div(x, p:1x3x8x8)",
                "y = Pow(x, f2)",
                "y = BatchNormalization(x, g:3, b:3, m:3, p:3) epsilon=0.001",
                "f = Flatten(x); y = BatchNormalization(f, g:192, b:192, m:192, p:192)",
                "y = Flatten(x) axis=1",
                "y = Reshape(x, i[-1,192])",
                "y = Reshape(x, i[0,3,64])",
                "f = Flatten(x); y = Gemm(f, w:5x192, b:5) transB=1",
                "f = Flatten(x); y = Gemm(f, w:192x5, b:5) alpha=0.5 beta=2.0",
                "f = Flatten(x); y = MatMul(f, w:192x5)",
                "y = GlobalAveragePool(x)",
                "y = GlobalMaxPool(x)",
                "y = AveragePool(x) kernel_shape=[2,2] strides=[2,2]",
                "y = AveragePool(x) kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]",
                "y = AveragePool(x) kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1] count_include_pad=1",
                "y = AveragePool(x) kernel_shape=[3,3] strides=[2,2] pads=[0,0,1,1] count_include_pad=1",
                "y = MaxPool(x) kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]",
                "y = MaxPool(x) kernel_shape=[3,3] strides=[2,2] pads=[0,0,1,1]",
                "y = MaxPool(x) kernel_shape=[3,3] strides=[2,2] ceil_mode=1",
                "r = Relu(x); y = Concat(x, r) axis=1",
                "d = Dropout(x); y = Identity(d)",
                "y = ReduceMean(x) axes=[2,3] keepdims=0",
                "y = ReduceSum(x, i[1]) keepdims=1",
                "y = ReduceMax(x) axes=[1] keepdims=1",
                "y = ReduceL2(x) axes=[1] keepdims=1",
                "t = Transpose(x) perm=[0,2,3,1]; y = MatMul(t, w:3x4)",
                "y = Pad(x, i[0,0,1,2,0,0,3,4], f0.7) mode=constant",
                "g = GlobalAveragePool(x); s = Squeeze(g, i[2,3]); y = Unsqueeze(s, i[1])",
                "y = Slice(x, i[1,2], i[3,7], i[1,3], i[1,2])",
                "y = Slice(x, i[-1], i[-9223372036854775807], i[1], i[-1])",
                "y = Gather(x, i[2,1,0]) axis=1",
                "y = Gather(x, i1) axis=1",
                "a,b,c = Split(x) axis=1; d = Sub(a, b); y = Mul(d, c)",
                "a,b = Split(x, i[1,2]) axis=1; y = Mul(a, b)",
                "y = Softmax(x) axis=-1",
                "y = Cast(x) to=1",
                "s = Shape(x); n = Gather(s, i0); u = Unsqueeze(n, i[0]); c = Concat(u, i[-1]) axis=0; y = Reshape(x, c)",
                "s = Shape(x); n = Slice(s, i[0], i[1]); c = Concat(n, i[192]) axis=0; y = Reshape(x, c)",
                "y = Expand(x, i[2,3,8,8])",
                "s = Sigmoid(x); y = Mul(x, s)");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void aGraphComputesWhatOnnxRuntimeDoesAndItsGradientIsThatOfFiniteDifferences(String graph) throws IOException {
        ModelProto model = OnnxText.model(graph, OPSET, -1);
        ConvertedGraph converted = ConvertedGraph.of(model);
        float[] values = values();
        float[] expected = onnxRuntime(model, values);
        try (NDManager scope = COMPUTE.manager().newSubManager();
                ConvertedNet exact = new ConvertedNet(converted, DataType.FLOAT64, COMPUTE)) {
            NDArray x = scope.create(values, new Shape(BATCH, 3, 8, 8)).toType(DataType.FLOAT64, false);

            assertThat(exact.forward(x).get(0).toType(DataType.FLOAT32, false).toFloatArray())
                    .containsExactly(expected, within(5e-6f));
            NDArray leaf = Gradients.leaf(x);
            double[] gradient = Gradients.of(loss(exact, leaf), leaf, false).toDoubleArray();
            for (int i = 0; i < values.length; i += 97) {
                assertThat(gradient[i])
                        .as("pixel %d", i)
                        .isEqualTo(slope(exact, scope, values, i), within(1e-7 + 1e-6 * Math.abs(gradient[i])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatHasNoCounterpartIsNamed(String graph, String named) {
        assertThatThrownBy(() -> ConvertedGraph.of(OnnxText.model(graph, OPSET, -1)))
                .isInstanceOf(Unsupported.class)
                .hasMessage(named);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("y = Resize(x, _, f2); z = LRN(y)", "LRN, Resize"),
                Arguments.of("y = Pad(x, i[0,0,1,1,0,0,1,1]) mode=reflect", "Pad with mode reflect or axes"),
                Arguments.of("y = Cast(x) to=10", "Cast with type FLOAT16"),
                Arguments.of("y,z = MaxPool(x) kernel_shape=[2,2]", "MaxPool with the places of its maxima"),
                Arguments.of("y = Conv(x, w:4x3x3, _)", "Conv with filters that are not of two dimensions"),
                Arguments.of("r = Relu(x); y = Conv(x, r, _)", "Conv with a computed input 1"));
    }

    /** The package's file has a batch of one built in, in the sides of its last reshape. */
    @Test
    void aRealNetHasTheGradientsOfItsTorchScriptTwin() {
        FaceInput input =
                new FaceInput(ChannelLayout.NCHW, ColorOrder.RGB, FaceInput.each(127.5), FaceInput.each(127.5), true);
        RecognizerCard card = NpmPackages.mobileFaceNetCard(512).asking(Crop.ARCFACE112, input, EmbeddingChoice.FOUND);
        Path twin = NpmPackages.asset("models/faceplugin_mfn512.pt");
        List<FaceImage> faces = List.of(Patterns.waves(112), LoadCheck.picture(Crop.ARCFACE112));
        try (OnnxRecognizer onnx = new OnnxRecognizer(card, Pinned.file(NpmPackages.mobileFaceNet()), COMPUTE);
                DifferentiableRecognizer converted = onnx.differentiable(COMPUTE);
                TorchScriptRecognizer torch = new TorchScriptRecognizer(
                        card.asking(Crop.ARCFACE112, FaceInput.PLAIN, EmbeddingChoice.FOUND),
                        Pinned.file(twin),
                        COMPUTE);
                NDManager scope = COMPUTE.manager().newSubManager()) {
            LoadCheck.of(converted, COMPUTE);
            float[] expected = gradient(torch, scope, faces);
            float[] found = gradient(converted, scope, faces);
            float most = 0;
            float apart = 0;
            for (int i = 0; i < expected.length; i++) {
                most = Math.max(most, Math.abs(expected[i]));
                apart = Math.max(apart, Math.abs(expected[i] - found[i]));
            }
            assertThat(most).isPositive();
            assertThat(apart).isLessThan(1e-4f * most);
            float[] embedded = converted.embed(Faces.stack(scope, faces)).toFloatArray();
            float[] byRuntime = onnx.embed(Faces.stack(scope, faces)).toFloatArray();
            float farthest = 0;
            for (int i = 0; i < embedded.length; i++) {
                farthest = Math.max(farthest, Math.abs(embedded[i] - byRuntime[i]));
            }
            assertThat(farthest).isLessThan(1e-4f);
        }
    }

    @Test
    void aRecognizerWhoseGraphCannotBeConvertedJudgesAndIsNoSurrogate() throws IOException {
        Path file = Files.write(
                folder.resolve("net.onnx"),
                model112("p = AveragePool(x) kernel_shape=[28,28] strides=[28,28]; l = LRN(p) size=3; y = Flatten(l)"));
        RecognizerCard card = WrittenModels.card("onnx", Digest.ofFile(file));
        try (OnnxRecognizer onnx = new OnnxRecognizer(card, ModelFile.of(card, file), COMPUTE)) {
            LoadCheck.of(onnx, COMPUTE);

            assertThatThrownBy(() -> onnx.differentiable(COMPUTE))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("surrogate written: its graph has no gradients here, for it holds LRN")
                    .hasMessageContaining("it can be a model under attack all the same");
        }
    }

    private static byte[] model112(String graph) {
        ModelProto model = OnnxText.model(graph, OPSET, -1);
        return model.toBuilder()
                .setGraph(model.getGraph().toBuilder().setInput(0, WrittenModels.value("x", -1, 3, 112, 112)))
                .build()
                .toByteArray();
    }

    private static float[] gradient(DifferentiableRecognizer recognizer, NDManager scope, List<FaceImage> faces) {
        NDArray leaf = Gradients.leaf(Faces.stack(scope, faces));
        NDArray rows = recognizer.embedForGradient(leaf);
        return Gradients.of(rows.get(0).mul(rows.get(1)).sum(), leaf, false).toFloatArray();
    }

    private float[] onnxRuntime(ModelProto model, float[] values) throws IOException {
        Path file = Files.write(folder.resolve("net.onnx"), model.toByteArray());
        try (OnnxNet net = new OnnxNet(Pinned.file(file))) {
            return net.run(values, new Shape(BATCH, 3, 8, 8))
                    .values()
                    .iterator()
                    .next()
                    .values();
        }
    }

    /** No two values of a face are alike, and none is where a function has a corner. */
    private static float[] values() {
        SplittableRandom random = new SplittableRandom(7);
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < BATCH * 3 * 8 * 8; i++) {
            values.add((float) random.nextDouble(-1, 1));
        }
        float[] all = new float[values.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = values.get(i);
        }
        return all;
    }

    /** Each output value with a factor of its own. */
    private static NDArray loss(ConvertedNet net, NDArray x) {
        NDArray out = net.forward(x).get(0);
        NDArray factors = out.getManager().arange(0f, out.size(), 1f).sin().toType(DataType.FLOAT64, false);
        return out.flatten().mul(factors).sum();
    }

    private static double slope(ConvertedNet net, NDManager parent, float[] values, int i) {
        return (moved(net, parent, values, i, STEP) - moved(net, parent, values, i, -STEP)) / (2 * STEP);
    }

    private static double moved(ConvertedNet net, NDManager parent, float[] values, int i, double by) {
        try (NDManager scope = parent.newSubManager()) {
            double[] all = new double[values.length];
            for (int k = 0; k < all.length; k++) {
                all[k] = values[k] + (k == i ? by : 0);
            }
            return Gradients.recording(
                    false,
                    () -> loss(net, scope.create(all, new Shape(BATCH, 3, 8, 8)))
                            .getDouble());
        }
    }
}
