package dev.visor.defense;

import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.mesh.FaceMesh;
import java.nio.file.Path;
import java.util.Optional;

/** A defense that may be shown one more face beside every original: a reference, from a photo that its entry names. */
public interface ReferencedDefense extends Defense {

    /** Returns the photo that the reference is in; empty if the entry names none. */
    Optional<Path> reference();

    /**
     * Returns the defense with its reference: it protects once it was shown it.
     *
     * @param face cut like the originals
     * @param mesh in the face's pixels
     */
    Defense shown(FaceImage face, FaceMesh mesh);
}
