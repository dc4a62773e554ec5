package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.core.InputError;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
     * @param weights the card's asset
     * @param compute not used: the graph runs on the CPU, wherever the faces come from
     */
    public OnnxRecognizer(RecognizerCard card, Path weights, Compute compute) {
        this.card = card;
        this.scale = PixelScale.of(card);
        this.net = new OnnxNet(weights);
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
        float[] raw = net.run(scale.apply(face), one).values().iterator().next();
        if (raw.length != card.dimension()) {
            throw new InputError("recognizer %s: dimension is %d, but the model returns %d values: correct the card"
                    .formatted(card.id(), card.dimension(), raw.length));
        }
        return Embedding.normalized(raw);
    }
}
