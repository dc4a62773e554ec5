package dev.visor.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Measures the image quality of protected faces, face by face. */
public final class ImageQuality {

    private ImageQuality() {}

    /**
     * One face against its original.
     *
     * @param ssim {@link Ssim}, at most 1
     * @param psnr peak signal to noise in dB; empty if nothing changed
     * @param linf the largest change of any pixel, as a fraction of the pixel range
     */
    public record Value(double ssim, OptionalDouble psnr, double linf) {}

    /** One value for each pair; all of one size. */
    public static List<Value> of(Compute compute, List<FaceImage> originals, List<FaceImage> images) {
        if (originals.isEmpty()) {
            return List.of();
        }
        float[] ssim;
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray xs = Faces.stack(scope, originals);
            NDArray ys = Faces.stack(scope, images);
            ssim = Ssim.between(xs, ys).toFloatArray();
        }
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < ssim.length; i++) {
            values.add(value(ssim[i], originals.get(i), images.get(i)));
        }
        return values;
    }

    /**
     * Returns the SSIM of every window of a face and its original.
     *
     * @return [3, H - 10, W - 10], row by row: {@link Ssim#map}
     */
    public static float[] ssimMap(Compute compute, FaceImage original, FaceImage image) {
        try (NDManager scope = compute.manager().newSubManager()) {
            return Ssim.map(Faces.stack(scope, List.of(original)), Faces.stack(scope, List.of(image)))
                    .toFloatArray();
        }
    }

    private static Value value(double ssim, FaceImage original, FaceImage image) {
        double squares = 0;
        double most = 0;
        for (int i = 0; i < original.pixels().length; i++) {
            double change = Math.abs(image.pixels()[i] - original.pixels()[i]);
            squares += change * change;
            most = Math.max(most, change);
        }
        if (squares == 0) {
            return new Value(1, OptionalDouble.empty(), 0);
        }
        double mean = squares / original.pixels().length;
        return new Value(Math.min(1, ssim), OptionalDouble.of(10 * Math.log10(255 * 255 / mean)), most / 255);
    }
}
