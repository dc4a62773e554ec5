package dev.visor.attack;

import dev.visor.core.image.FaceImage;
import java.util.List;

/** A countermeasure that changes a face by what other protected photos of the same person show. */
public interface PersonPurification extends Countermeasure {

    /** Returns how many other photos of a person the tracker has, at most. */
    int others();

    /**
     * Returns what the tracker makes of a face before it is embedded.
     *
     * @param face whole numbers, 0..255
     * @param others of the same person, protected, cut alike; fewer than {@link #others()} where there are no more
     * @return of the same shape; the harness rounds it to 8 bit
     */
    FaceImage purify(FaceImage face, List<FaceImage> others);
}
