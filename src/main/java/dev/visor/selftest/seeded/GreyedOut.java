package dev.visor.selftest.seeded;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.Arrays;
import java.util.List;

/** Paints the face over: nobody is recognized where there is nobody. */
public final class GreyedOut implements Defense {

    private static final float GREY = 128;

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(GreyedOut::paint).toList();
    }

    private static FaceImage paint(FaceImage face) {
        float[] pixels = new float[face.pixels().length];
        Arrays.fill(pixels, GREY);
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
