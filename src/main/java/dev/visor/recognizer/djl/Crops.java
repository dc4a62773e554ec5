package dev.visor.recognizer.djl;

import dev.visor.core.image.Crop;
import java.util.List;

/** Tells what to write on a card whose file takes faces of another size. */
final class Crops {

    private Crops() {}

    /** Names the crops of that side, if there is one. */
    static String advice(long side) {
        List<String> fitting = Crop.all().values().stream()
                .filter(crop -> crop.side() == side)
                .map(Crop::name)
                .toList();
        return fitting.isEmpty()
                ? "no crop makes faces of that size: correct the card's file"
                : "correct the card's crop to " + String.join(" or ", fitting);
    }
}
