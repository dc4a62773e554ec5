package dev.visor.attack;

import dev.visor.core.Digest;
import dev.visor.core.image.FaceImage;

/** A trained function that takes from a face what a defense put on it; it holds device memory until it is closed. */
public interface Restorer extends AutoCloseable {

    /**
     * The face without what was put on it; one at a time, so that no face depends on its neighbors.
     *
     * @param face whole numbers, 0..255
     * @return of the same shape
     */
    FaceImage purify(FaceImage face);

    /** Stands for the weights. */
    Digest digest();

    @Override
    void close();
}
