package dev.visor.attack.purification;

import dev.visor.attack.Purification;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Resampling;
import java.util.random.RandomGenerator;

/**
 * Makes a face smaller by a random bit and puts it at a random place on black.
 *
 * <p>Xie et al., "Mitigating Adversarial Effects Through Randomization", ICLR 2018, who enlarge instead: a recognizer's input has a
 * fixed size, so the face shrinks here.
 */
public final class RandomResizePad implements Purification {

    private final double smallest;

    /** @param smallest scale that is drawn, above 0 and at most 1; the largest is 1 */
    public record Params(double smallest) {

        public Params {
            if (!(smallest > 0 && smallest <= 1)) {
                throw new IllegalArgumentException("smallest must lie in (0, 1], got " + smallest);
            }
        }
    }

    public RandomResizePad(Params params) {
        this.smallest = params.smallest();
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        double scale = smallest + (1 - smallest) * random.nextDouble();
        int width = Math.max(1, (int) Math.rint(scale * face.width()));
        int height = Math.max(1, (int) Math.rint(scale * face.height()));
        FaceImage small = Resampling.resize(face, width, height);
        int left = random.nextInt(face.width() - width + 1);
        int top = random.nextInt(face.height() - height + 1);
        float[] pixels = new float[face.pixels().length];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(
                        small.pixels(),
                        (channel * height + y) * width,
                        pixels,
                        (channel * face.height() + top + y) * face.width() + left,
                        width);
            }
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
