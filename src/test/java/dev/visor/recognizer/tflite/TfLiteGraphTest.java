package dev.visor.recognizer.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.visor.recognizer.onnx.Unsupported;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files written byte by byte. That a whole network computes what TensorFlow Lite computes, {@code MeshFinderTest} shows. */
class TfLiteGraphTest {

    private static final int CONVOLUTION = 3;
    private static final int DEPTHWISE = 4;
    private static final int TANH = 28;

    @Test
    void filtersAreTurnedSoThatChannelsComeBeforePlaces() {
        GraphProto graph = TfLiteGraph.of(TfLiteBytes.convolution(CONVOLUTION, new int[] {2, 1, 2, 3}))
                .getGraph();

        TensorProto filters = graph.getInitializer(0);
        assertThat(filters.getDimsList()).containsExactly(2L, 3L, 1L, 2L);
        // [out, height, width, in] in the file: 0 1 2 are the channels of the first place.
        assertThat(filters.getFloatDataList()).containsExactly(0f, 3f, 1f, 4f, 2f, 5f, 6f, 9f, 7f, 10f, 8f, 11f);
    }

    @Test
    void aFilterForEachChannelIsAGroup() {
        GraphProto graph = TfLiteGraph.of(TfLiteBytes.convolution(DEPTHWISE, new int[] {1, 2, 1, 3}))
                .getGraph();

        TensorProto filters = graph.getInitializer(0);
        assertThat(filters.getDimsList()).containsExactly(3L, 1L, 2L, 1L);
        assertThat(filters.getFloatDataList()).containsExactly(0f, 3f, 1f, 4f, 2f, 5f);
        assertThat(whole(graph.getNode(0), "group")).isEqualTo(3);
    }

    @Test
    void theOddPixelOfSamePaddingLiesBehindTheImage() {
        NodeProto node = TfLiteGraph.of(TfLiteBytes.convolution(CONVOLUTION, new int[] {1, 3, 3, 3}))
                .getGraph()
                .getNode(0);

        assertThat(node.getAttributeList().stream()
                        .filter(attribute -> attribute.getName().equals("auto_pad"))
                        .findFirst()
                        .orElseThrow()
                        .getS()
                        .toStringUtf8())
                .isEqualTo("SAME_UPPER");
    }

    @Test
    void numbersOf16BitsAreReadAsTheyStand() {
        assertThat(TfLiteModel.half((short) 0x3c00)).isEqualTo(1);
        assertThat(TfLiteModel.half((short) 0xc100)).isEqualTo(-2.5f);
        assertThat(TfLiteModel.half((short) 0x7bff)).isEqualTo(65504);
        assertThat(TfLiteModel.half((short) 0x0001)).isEqualTo(Math.scalb(1f, -24));
        assertThat(TfLiteModel.half((short) 0x8000)).isEqualTo(-0f);
        assertThat(TfLiteModel.half((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(TfLiteModel.half((short) 0x7c01)).isNaN();
    }

    @Test
    void whatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> TfLiteGraph.of(TfLiteBytes.convolution(TANH, new int[] {1, 1, 1, 3})))
                .isInstanceOf(Unsupported.class)
                .hasMessage("operator 28 of TensorFlow Lite");
    }

    @Test
    void bytesThatAreNoSuchFileAreRefused() {
        assertThatThrownBy(() -> TfLiteGraph.of(new byte[40]))
                .isInstanceOf(Unsupported.class)
                .hasMessage("bytes that are no TensorFlow Lite file");
    }

    @Test
    void aFileThatIsCutIsRefusedWhereverItEnds() {
        byte[] whole = TfLiteBytes.convolution(CONVOLUTION, new int[] {2, 1, 2, 3});

        for (int length = 8; length < whole.length; length += 4) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TfLiteGraph.of(cut))
                    .as("%d bytes", cut.length)
                    .isInstanceOf(Unsupported.class);
        }
    }

    private static long whole(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getI();
    }
}
