package dev.visor.harness.photo;

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
        if (this instanceof Seen seen) {
            return new AlignedFace.Face(seen.cut(crop));
        }
        return new AlignedFace.Missed(((Missed) this).reason());
    }
}
