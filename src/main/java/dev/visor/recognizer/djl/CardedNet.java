package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.ColorOrder;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.SeenColumns;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Asks a network as its card says: shows it the face in its own size, layout, color order and scale, and finds the embedding among
 * its outputs. All of it can be differentiated.
 */
final class CardedNet {

    private final RecognizerCard card;
    private final Function<NDArray, NDList> net;
    private final List<String> outputs;

    /** @param net from a batch in the network's own form to all of its outputs */
    CardedNet(RecognizerCard card, Function<NDArray, NDList> net) {
        this(card, net, List.of());
    }

    /** @param outputs names of the outputs, in their order */
    CardedNet(RecognizerCard card, Function<NDArray, NDList> net, List<String> outputs) {
        this.card = card;
        this.net = net;
        this.outputs = outputs;
    }

    /**
     * The raw embeddings, in float32, whatever harmless form the file gives them.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @return [N, dimension], not of unit length
     */
    NDArray embedding(NDArray faces) {
        NDArray one = once(faces);
        return card.output().flipSum() ? one.add(once(faces.flip(3))) : one;
    }

    /** The shape that the network is given for so many faces of the card's crop. */
    static Shape shape(RecognizerCard card, long count) {
        return shape(
                card.input().layout(), count, card.crop().side(), card.crop().width());
    }

    static Shape shape(ChannelLayout layout, long count, int height, int width) {
        return layout == ChannelLayout.NHWC
                ? new Shape(count, height, width, FaceImage.CHANNELS)
                : new Shape(count, FaceImage.CHANNELS, height, width);
    }

    private NDArray once(NDArray faces) {
        NDList all = net.apply(shown(faces));
        long count = faces.getShape().get(0);
        int which = EmbeddingOutput.of(
                card,
                count,
                all.stream().map(output -> output.getShape().getShape()).toList(),
                outputs);
        NDArray raw = all.remove(which);
        all.forEach(NDArray::close);
        Shape rows = new Shape(count, card.dimension());
        NDArray flat = raw.getShape().equals(rows) ? raw : raw.reshape(rows);
        return switch (flat.getDataType()) {
            case FLOAT32 -> flat;
            case FLOAT16, FLOAT64 -> flat.toType(DataType.FLOAT32, false);
            default ->
                throw new InputError("recognizer %s: its file returns %s values, expected float32; export it in float32"
                        .formatted(card.id(), flat.getDataType().name().toLowerCase(Locale.ROOT)));
        };
    }

    private NDArray shown(NDArray faces) {
        NDArray seen = faces;
        if (!SeenColumns.all(card.crop())) {
            seen = seen.matMul(faces.getManager()
                    .create(
                            SeenColumns.of(card.crop()).matrix(),
                            new Shape(card.crop().side(), card.crop().width())));
        }
        FaceInput input = card.input();
        if (input.color() == ColorOrder.BGR) {
            seen = seen.flip(1);
        }
        if (!input.isUnscaled()) {
            seen = seen.sub(channels(faces, input.mean())).div(channels(faces, input.std()));
        }
        return input.layout() == ChannelLayout.NHWC ? seen.transpose(0, 2, 3, 1) : seen;
    }

    private static NDArray channels(NDArray faces, List<Double> values) {
        float[] each = new float[FaceImage.CHANNELS];
        for (int i = 0; i < each.length; i++) {
            each[i] = values.get(i).floatValue();
        }
        return faces.getManager().create(each, new Shape(1, FaceImage.CHANNELS, 1, 1));
    }
}
