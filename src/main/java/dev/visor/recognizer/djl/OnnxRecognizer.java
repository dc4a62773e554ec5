package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.Convertible;
import dev.visor.recognizer.CropAdvice;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.SeenColumns;
import dev.visor.recognizer.djl.OnnxNet.Output;
import dev.visor.recognizer.onnx.ConvertedGraph;
import dev.visor.recognizer.onnx.NormalizedInside;
import dev.visor.recognizer.onnx.OnnxFile;
import dev.visor.recognizer.onnx.Unsupported;
import dev.visor.tensor.Compute;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recognizer in ONNX, for judging: ONNX Runtime gives no gradients. As a surrogate its graph is converted, if it can be.
 *
 * <p>Faces go through one by one, for exported graphs often have their batch of one built in.
 */
public final class OnnxRecognizer implements Convertible {

    private final RecognizerCard card;
    private final ModelFile file;
    private final SeenColumns columns;
    private final OnnxNet net;

    /**
     * @param file the card's asset
     * @param compute not used: the graph runs on the CPU, wherever the faces come from
     * @throws InputError if it is no ONNX model, or wants something else than faces of the card's crop
     */
    public OnnxRecognizer(RecognizerCard card, ModelFile file, Compute compute) {
        this.card = card;
        this.file = file;
        this.columns = SeenColumns.of(card.crop());
        byte[] model = OnnxFile.of(file);
        NormalizedInside.requireNotTwice(card, OnnxFile.graph(model));
        this.net = new OnnxNet(file, model);
        try {
            requireFaces(net.inputs());
        } catch (InputError e) {
            net.close();
            throw e;
        }
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        float[] pixels = faces.toFloatArray();
        int batch = (int) faces.getShape().get(0);
        int size = pixels.length / batch;
        FloatBuffer rows = FloatBuffer.allocate(batch * card.dimension());
        for (int i = 0; i < batch; i++) {
            rows.put(embedding(Arrays.copyOfRange(pixels, i * size, (i + 1) * size))
                    .values());
        }
        return faces.getManager().create(rows.flip(), new Shape(batch, card.dimension()));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        faces.forEach(face -> Embeddings.requireNumbers(this, face));
        return faces.stream().map(face -> embedding(face.pixels())).toList();
    }

    @Override
    public DifferentiableRecognizer differentiable(Compute compute) {
        try {
            return new ConvertedRecognizer(this, ConvertedGraph.of(OnnxFile.graph(OnnxFile.of(file))), compute);
        } catch (Unsupported e) {
            throw new InputError(
                    "surrogate %s: its graph has no gradients here, for it holds %s, which Visor does not convert; it can be a model under attack all the same"
                            .formatted(card.id(), e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        net.close();
    }

    private Embedding embedding(float[] face) {
        int side = card.crop().side();
        if (face.length != FaceImage.CHANNELS * side * side) {
            throw new ContractViolation(
                    "recognizer %s takes %d x %d faces, got %d values".formatted(card.id(), side, side, face.length));
        }
        float[] raw = raw(face);
        if (card.output().flipSum()) {
            float[] mirrored = raw(new FaceImage(side, side, face).mirrored().pixels());
            for (int i = 0; i < raw.length; i++) {
                raw[i] += mirrored[i];
            }
        }
        return Embeddings.unit(card, raw);
    }

    private float[] raw(float[] face) {
        float[] seen = SeenColumns.all(card.crop()) ? face : columns.of(face);
        Map<String, Output> outputs = net.run(card.input().apply(seen), CardedNet.shape(card, 1));
        List<Output> all = List.copyOf(outputs.values());
        int which =
                EmbeddingOutput.of(card, 1, all.stream().map(Output::shape).toList(), List.copyOf(outputs.keySet()));
        return all.get(which).values();
    }

    /** A graph tells its inputs, so what does not fit is said in its own words before it is run. */
    private void requireFaces(Map<String, TensorInfo> inputs) {
        if (inputs.size() != 1) {
            throw refused(String.format(
                    Locale.ROOT,
                    "its file wants %d inputs (%s), expected one, faces; export it with the others built in",
                    inputs.size(),
                    String.join(", ", inputs.keySet())));
        }
        TensorInfo input = inputs.values().iterator().next();
        if (input.type != OnnxJavaType.FLOAT) {
            throw refused("its file wants %s values, expected float32; export it with a float32 input"
                    .formatted(input.type.name().toLowerCase(Locale.ROOT)));
        }
        long[] shape = input.getShape();
        if (shape.length != 4) {
            throw refused("its file wants %s, expected faces [N, 3, height, width]".formatted(Arrays.toString(shape)));
        }
        if (!may(shape[0], 1)) {
            throw refused(String.format(
                    Locale.ROOT,
                    "its file has a batch of %d built in; export it with a batch of 1, or one that may vary",
                    shape[0]));
        }
        requireLayout(shape);
        long[] given = CardedNet.shape(card, 1).getShape();
        for (int i = 1; i < given.length; i++) {
            if (!may(shape[i], given[i])) {
                throw refused("its file wants faces of %s, crop %s of its card makes %s; %s"
                        .formatted(
                                Arrays.toString(shape),
                                card.crop().name(),
                                Arrays.toString(given),
                                card.input().layout() == ChannelLayout.NHWC
                                        ? CropAdvice.of(shape[1], shape[2])
                                        : CropAdvice.of(shape[2], shape[3])));
            }
        }
    }

    private void requireLayout(long[] shape) {
        boolean last = card.input().layout() == ChannelLayout.NHWC;
        boolean mayBeFirst = may(shape[1], FaceImage.CHANNELS);
        boolean mayBeLast = may(shape[3], FaceImage.CHANNELS);
        if (last ? !mayBeLast && mayBeFirst : !mayBeFirst && mayBeLast) {
            throw refused("its file wants channels %s, %s; write layout: %s below input on its card"
                    .formatted(
                            last ? "first" : "last",
                            Arrays.toString(shape),
                            (last ? ChannelLayout.NCHW : ChannelLayout.NHWC).word()));
        }
    }

    private static boolean may(long wanted, long given) {
        return wanted < 0 || wanted == given;
    }

    private InputError refused(String why) {
        return new InputError("recognizer %s: %s".formatted(card.id(), why));
    }
}
