package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.tensor.Gradients;
import java.util.List;
import java.util.random.RandomGenerator;

/** An image that an untrained decoder makes of fixed features; what moves are the decoder's weights alone. */
final class DecoderImage implements ImageModel {

    private final NDManager memory;
    private final NDArray features;
    private final NDArray condition;
    private final PriorDecoder decoder;
    private final Adam adam;

    /**
     * Draws the decoder's weights.
     *
     * @param features of the photo, [1, channels, H/4, W/4]; owned by the descent
     * @param condition features of the reference, of the same shape
     */
    DecoderImage(NDArray features, NDArray condition, RandomGenerator random, NDManager parent) {
        this.memory = parent.newSubManager();
        this.features = features;
        this.condition = condition;
        this.decoder = new PriorDecoder(random, memory);
        decoder.weights().forEach(Gradients::leaf);
        this.adam = new Adam(decoder.weights());
    }

    @Override
    public NDArray image(NDManager step) {
        return decoder.forward(PriorLoss.view(features, step), PriorLoss.view(condition, step));
    }

    @Override
    public void descend(NDArray image, NDArray slope, double rate) {
        // The chain rule: the slope by the image is a constant of this product.
        List<NDArray> slopes = Gradients.of(image.mul(slope).sum(), decoder.weights());
        Gradients.recording(false, () -> {
            adam.step(slopes, rate);
            return null;
        });
    }

    @Override
    public void close() {
        adam.close();
        memory.close();
    }
}
