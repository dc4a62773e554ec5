package dev.visor.defense;

import dev.visor.core.image.FaceImage;
import java.util.List;
import java.util.Optional;

/** A defense that works on named regions of a face, such as makeup: whoever measures it asks what became of each. */
public interface RegionalDefense extends Defense {

    /** Returns the names of its regions: lower case, with hyphens. */
    List<String> regionWords();

    /**
     * Finds the regions in a face.
     *
     * @return one for each name, in order; empty where it does not see them, and leaves the face as it is
     */
    Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts);
}
