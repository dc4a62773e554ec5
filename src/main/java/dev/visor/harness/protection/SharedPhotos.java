package dev.visor.harness.protection;

import dev.visor.core.Alignment;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.harness.Guard;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Protected photos as a tracker comes by them at one alignment. */
public final class SharedPhotos {

    private final Map<PhotoId, ProtectionResult> photos;
    private final Alignment alignment;
    private final Map<PhotoId, LocatedFace> sightings = new LinkedHashMap<>();

    public SharedPhotos(
            Map<PhotoId, ProtectionResult> photos, Alignment alignment, FaceLocator photographs, Rules rules) {
        this.photos = photos;
        this.alignment = alignment;
        photos.forEach((id, photo) -> sightings.put(id, sight(photo, photographs, rules)));
    }

    public Set<PhotoId> ids() {
        return sightings.keySet();
    }

    /** Tells who is in a photo. */
    public SubjectId subject(PhotoId id) {
        return photos.get(id).source().subject();
    }

    /** With alignment crop, a model that takes the defense's own crop gets just that, untouched by any resampling. */
    public AlignedFace cut(PhotoId id, Crop crop) {
        if (alignment == Alignment.CROP
                && photos.get(id) instanceof ProtectionResult.Done done
                && done.crop().equals(crop)) {
            return new AlignedFace.Face(done.face());
        }
        return sightings.get(id).cutTo(crop);
    }

    private LocatedFace sight(ProtectionResult photo, FaceLocator photographs, Rules rules) {
        if (photo instanceof ProtectionResult.Missed missed) {
            return new LocatedFace.Missed(missed.reason());
        }
        ProtectionResult.Done done = (ProtectionResult.Done) photo;
        return alignment == Alignment.PHOTO && rules.hold(Guard.DETECTED_AGAIN)
                ? photographs.seeAgain(done.shared(), done.landmarks())
                : new LocatedFace.Seen(done.shared(), done.landmarks());
    }
}
