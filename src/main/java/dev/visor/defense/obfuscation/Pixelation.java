package dev.visor.defense.obfuscation;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;

/** Replaces every square block of pixels with its mean color. */
public final class Pixelation implements Defense {

    private final int side;

    /** @param side length of a block's side, in pixels */
    public record Params(int side) {

        public Params {
            if (side < 1) {
                throw new IllegalArgumentException("side must be at least 1 pixel, got " + side);
            }
        }
    }

    public Pixelation(Params params) {
        this.side = params.side();
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(this::pixelate).toList();
    }

    private FaceImage pixelate(FaceImage face) {
        float[] out = new float[face.pixels().length];
        for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
            for (int top = 0; top < face.height(); top += side) {
                for (int left = 0; left < face.width(); left += side) {
                    flatten(face, out, channel, top, left);
                }
            }
        }
        return new FaceImage(face.width(), face.height(), out);
    }

    private void flatten(FaceImage face, float[] out, int channel, int top, int left) {
        int bottom = Math.min(top + side, face.height());
        int right = Math.min(left + side, face.width());
        double sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                sum += face.at(channel, y, x);
            }
        }
        float mean = (float) (sum / ((bottom - top) * (right - left)));
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                out[(channel * face.height() + y) * face.width() + x] = mean;
            }
        }
    }
}
