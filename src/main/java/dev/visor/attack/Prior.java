package dev.visor.attack;

import dev.visor.core.FaceImage;
import dev.visor.core.Seed;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;

/** Something that an inversion attack learns from public photos, before it meets any target: a generator of faces. */
public interface Prior {

    /** What decides the result beside photos and seed, in words: two attacks with equal keys share one prior. */
    String key();

    /**
     * Learns.
     *
     * @param photos of people whom no target knows, all of one side, 0..255
     * @param budget share of the full training, (0, 1]
     * @param progress told in a line what has been reached
     * @return what {@link InversionTask#prior} hands back
     */
    byte[] learn(List<FaceImage> photos, double budget, Compute compute, Seed seed, Consumer<String> progress);
}
