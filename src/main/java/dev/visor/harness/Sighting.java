package dev.visor.harness;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Crop;
import dev.visor.core.FaceImage;
import dev.visor.core.Landmarks;
import dev.visor.core.Photo;
import dev.visor.recognizer.FaceCropper;

/** A photo that was opened and looked at: its face, or why it shows none. */
sealed interface Sighting {

    /** The photo and where its face is. */
    record Seen(Photo photo, Landmarks landmarks) implements Sighting {

        /** The face as a tool would save it: 8 bits a value. */
        FaceImage cut(Crop crop) {
            return FaceCropper.crop(photo, landmarks, crop).quantized();
        }
    }

    record Missed(Reason reason) implements Sighting {}

    default Cut cutTo(Crop crop) {
        if (this instanceof Seen seen) {
            return new Cut.Face(seen.cut(crop));
        }
        return new Cut.Missed(((Missed) this).reason());
    }
}
