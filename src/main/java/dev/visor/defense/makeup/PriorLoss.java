package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Scaled;
import dev.visor.tensor.Ssim;
import java.util.List;

/**
 * The terms of a descent's loss that ask no recognizer: nothing changes outside the makeup, structure stays, and each region takes its colors.
 *
 * <p>An image is laid onto the photo as far as makeup covers it, with its soft edges, so that nothing else can change; structure
 * and color are judged there. Pixel values count in units of 255.
 */
final class PriorLoss {

    private static final double RANGE = 255;
    private static final float[] LUMINANCE = {0.299f, 0.587f, 0.114f};

    private final NDArray photo;
    private final NDArray target;
    private final NDArray cover;
    private final NDArray outside;
    private final NDArray inside;
    private final NDArray luminance;

    /**
     * Lays down what a photo is held to.
     *
     * @param target the photo with the colors that each region is to have
     * @param memory owns it
     */
    PriorLoss(FaceImage face, FaceImage target, MakeupRegions regions, NDManager memory) {
        this.photo = Faces.stack(memory, List.of(face));
        this.target = Faces.stack(memory, List.of(target));
        int size = regions.of().length;
        int[] counts = new int[regions.count()];
        float beside = 0;
        for (int i = 0; i < size; i++) {
            beside += 1 - regions.cover()[i];
            if (regions.of()[i] != MakeupRegions.NONE) {
                counts[regions.of()[i]]++;
            }
        }
        float[] out = new float[size];
        float[] in = new float[size];
        for (int i = 0; i < size; i++) {
            out[i] = (1 - regions.cover()[i]) / Math.max(1, FaceImage.CHANNELS * beside);
            in[i] = regions.of()[i] == MakeupRegions.NONE ? 0 : 1f / (FaceImage.CHANNELS * counts[regions.of()[i]]);
        }
        Shape plane = new Shape(1, 1, regions.height(), regions.width());
        this.cover = memory.create(regions.cover(), plane);
        this.outside = memory.create(out, plane);
        this.inside = memory.create(in, plane);
        this.luminance = memory.create(LUMINANCE, new Shape(1, FaceImage.CHANNELS, 1, 1));
    }

    /** Returns a view of an array that lasts longer, owned by a step: what is computed from it is the step's, too. */
    static NDArray view(NDArray lasting, NDManager step) {
        NDArray view = lasting.reshape(lasting.getShape());
        view.attach(step);
        return view;
    }

    NDArray photo() {
        return photo;
    }

    NDArray target() {
        return target;
    }

    /** Lays an image onto the photo where makeup may be: [1, 3, H, W]. */
    NDArray laid(NDArray image) {
        return image.sub(photo).mul(cover).add(photo);
    }

    /** The mean absolute difference of a whole image from the photo: the loss of the warm start. */
    NDArray difference(NDArray image) {
        return Scaled.by(image.sub(photo).abs().mean(), 1 / RANGE);
    }

    /** The mean absolute difference outside the makeup, weighted by what no layer covers, before the image is laid on. */
    NDArray outside(NDArray image) {
        return Scaled.by(image.sub(photo).abs().mul(outside).sum(), 1 / RANGE);
    }

    /** 1 - SSIM between luminances. */
    NDArray structure(NDArray laid) {
        NDArray before = view(photo, laid.getManager());
        return Ssim.between(light(laid), light(before)).mean().neg().add(1);
    }

    private NDArray light(NDArray image) {
        return image.mul(luminance).sum(new int[] {1}, true);
    }

    /** The mean squared difference from the wanted colors in each region, summed over the regions. */
    NDArray makeup(NDArray laid) {
        return Scaled.by(laid.sub(target).square().mul(inside).sum(), 1 / RANGE / RANGE);
    }
}
