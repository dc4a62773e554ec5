package dev.visor.harness.photo;

import dev.visor.attack.Look;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.recognizer.FaceCropper;

/** A photo that was opened and looked at: its face, or why it shows none. */
public sealed interface LocatedFace {

    /** The photo and where its face is. */
    record Seen(Photo photo, Landmarks landmarks) implements LocatedFace {

        /** The face as a tool would save it: 8 bits a value. */
        public FaceImage cut(Crop crop) {
            return FaceCropper.crop(photo, landmarks, crop).quantized();
        }
    }

    record Missed(Reason reason) implements LocatedFace {}

    default AlignedFace cutTo(Crop crop) {
        return cutTo(crop, Look.View.USUAL);
    }

    /** Cuts the face for that crop as it is seen in a view. */
    default AlignedFace cutTo(Crop crop, Look.View view) {
        if (this instanceof Seen seen) {
            FaceImage face = new Seen(seen.photo(), view.of(seen.landmarks())).cut(crop);
            return new AlignedFace.Face(view.mirrored() ? face.mirrored() : face);
        }
        return new AlignedFace.Missed(((Missed) this).reason());
    }
}
