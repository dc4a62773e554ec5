package dev.visor.defense;

import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import dev.visor.recognizer.mesh.FaceMesh;
import java.util.Optional;

/**
 * The facts that a defense may know of an original beside its pixels.
 *
 * @param landmarks in the original's pixels
 * @param subject who is in it; empty for a defense that does not need to know
 * @param scale how many pixels of the original a pixel of the photo has become; 1 for a whole photo
 * @param learned what a {@link PersonDefense} has learned from other photos of the person; empty for others
 * @param mesh of the face, in the original's pixels; empty for a defense that does not need it, and where none is found
 */
public record PhotoFacts(
        Landmarks landmarks,
        Optional<SubjectId> subject,
        double scale,
        Optional<Perturbation> learned,
        Optional<FaceMesh> mesh) {

    /** The facts of a photo, without a mesh. */
    public PhotoFacts(Landmarks landmarks, Optional<SubjectId> subject, double scale, Optional<Perturbation> learned) {
        this(landmarks, subject, scale, learned, Optional.empty());
    }

    /** The facts of a whole photo. */
    public PhotoFacts(Landmarks landmarks, Optional<SubjectId> subject) {
        this(landmarks, subject, 1, Optional.empty());
    }

    /** Returns the same with what was learned from other photos of the person. */
    public PhotoFacts with(Perturbation perturbation) {
        return new PhotoFacts(landmarks, subject, scale, Optional.of(perturbation), mesh);
    }

    /** Returns the same with the mesh of the face. */
    public PhotoFacts with(FaceMesh found) {
        return new PhotoFacts(landmarks, subject, scale, learned, Optional.of(found));
    }
}
