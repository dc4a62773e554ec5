package dev.visor.defense.external;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;

/** Cuts changes back to a budget. */
final class Bounded {

    private Bounded() {}

    /** Returns the images with every pixel within the budget around its original. */
    static List<FaceImage> within(Budget budget, List<FaceImage> originals, List<FaceImage> made) {
        List<FaceImage> bounded = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            bounded.add(within((float) budget.inPixels(), originals.get(i), made.get(i)));
        }
        return bounded;
    }

    private static FaceImage within(float budget, FaceImage original, FaceImage made) {
        float[] pixels = made.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            float from = original.pixels()[i];
            pixels[i] = Math.max(from - budget, Math.min(from + budget, pixels[i]));
        }
        return new FaceImage(made.width(), made.height(), pixels);
    }
}
