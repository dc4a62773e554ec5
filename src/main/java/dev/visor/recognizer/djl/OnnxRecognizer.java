package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.OnnxNet.Output;
import dev.visor.tensor.Compute;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A recognizer in ONNX, for judging: ONNX Runtime gives no gradients, so no defense can use it as a surrogate.
 *
 * <p>Card parameters: {@code mean} and {@code std} (in 0..255; one number, or one a channel), {@code channels} ({@code rgb} or
 * {@code bgr}). Faces go through one by one, for exported graphs often have their batch of one built in.
 */
public final class OnnxRecognizer implements Recognizer {

    private final RecognizerCard card;
    private final PixelScale scale;
    private final OnnxNet net;

    /**
     * @param file the card's asset
     * @param compute not used: the graph runs on the CPU, wherever the faces come from
     * @throws InputError if it is no ONNX model, or wants something else than faces of the card's crop
     */
    public OnnxRecognizer(RecognizerCard card, ModelFile file, Compute compute) {
        this.card = card;
        this.scale = PixelScale.of(card);
        this.net = new OnnxNet(file);
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
    public void close() {
        net.close();
    }

    private Embedding embedding(float[] face) {
        int side = card.crop().side();
        Shape one = new Shape(1, FaceImage.CHANNELS, side, side);
        if (face.length != one.size()) {
            throw new ContractViolation(
                    "recognizer %s takes %d x %d faces, got %d values".formatted(card.id(), side, side, face.length));
        }
        List<Output> outputs = List.copyOf(net.run(scale.apply(face), one).values());
        int which =
                EmbeddingOutput.of(card, 1, outputs.stream().map(Output::shape).toList());
        return Embeddings.unit(card, outputs.get(which).values());
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
        if (!may(shape[1], FaceImage.CHANNELS) && may(shape[3], FaceImage.CHANNELS)) {
            throw refused("its file wants channels last, %s, expected [N, 3, height, width]; export it channels first"
                    .formatted(Arrays.toString(shape)));
        }
        if (!may(shape[0], 1)) {
            throw refused(String.format(
                    Locale.ROOT,
                    "its file has a batch of %d built in; export it with a batch of 1, or one that may vary",
                    shape[0]));
        }
        int side = card.crop().side();
        if (!may(shape[1], FaceImage.CHANNELS) || !may(shape[2], side) || !may(shape[3], side)) {
            throw refused(String.format(
                    Locale.ROOT,
                    "its file wants faces of %s, crop %s of its card makes [1, 3, %d, %d]; %s",
                    Arrays.toString(shape),
                    card.crop().name(),
                    side,
                    side,
                    Crops.advice(shape[2])));
        }
    }

    private static boolean may(long wanted, long given) {
        return wanted < 0 || wanted == given;
    }

    private InputError refused(String why) {
        return new InputError("recognizer %s: %s".formatted(card.id(), why));
    }
}
