package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.tensor.Gradients;
import java.util.List;

/** An image whose pixels move by themselves, from the photo: the control of a decoder. Rates are shares of the pixel range. */
final class PixelImage implements ImageModel {

    private static final double RANGE = 255;

    private final NDManager memory;
    private final NDArray pixels;
    private final Adam adam;

    /** @param photo [1, 3, H, W], 0..255 */
    PixelImage(NDArray photo, NDManager parent) {
        this.memory = parent.newSubManager();
        this.pixels = photo.duplicate();
        pixels.attach(memory);
        this.adam = new Adam(List.of(pixels));
    }

    @Override
    public NDArray image(NDManager step) {
        return PriorLoss.view(pixels, step);
    }

    @Override
    public void descend(NDArray image, NDArray slope, double rate) {
        Gradients.recording(false, () -> {
            adam.step(List.of(slope), RANGE * rate);
            try (NDArray within = pixels.clip(0, RANGE)) {
                pixels.set(within.toFloatArray());
            }
            return null;
        });
    }

    @Override
    public void close() {
        adam.close();
        memory.close();
    }
}
