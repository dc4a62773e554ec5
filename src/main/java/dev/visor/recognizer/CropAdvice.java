package dev.visor.recognizer;

import dev.visor.core.image.Crop;
import java.util.List;

/** Tells what to write on a card whose file takes faces of another size. */
public final class CropAdvice {

    private CropAdvice() {}

    /** Names the crops that networks see in that size, if there is one. */
    public static String of(long height, long width) {
        List<String> fitting = Crop.all().values().stream()
                .filter(crop -> crop.side() == height && crop.width() == width)
                .map(Crop::name)
                .toList();
        return fitting.isEmpty()
                ? "no crop makes faces of that size: correct the card's file"
                : "correct the card's crop to " + String.join(" or ", fitting);
    }
}
