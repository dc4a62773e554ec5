package dev.visor.harness;

import dev.visor.core.Alignment;
import dev.visor.core.Crop;
import dev.visor.core.PhotoId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Protected photos as a tracker comes by them at one alignment. */
final class SharedPhotos {

    private final Map<PhotoId, Protected> photos;
    private final Alignment alignment;
    private final Map<PhotoId, Sighting> sightings = new LinkedHashMap<>();

    SharedPhotos(Map<PhotoId, Protected> photos, Alignment alignment, Photographs photographs, Rules rules) {
        this.photos = photos;
        this.alignment = alignment;
        photos.forEach((id, photo) -> sightings.put(id, sight(photo, photographs, rules)));
    }

    Set<PhotoId> ids() {
        return sightings.keySet();
    }

    /** With alignment crop, a victim that takes the defense's own crop gets just that, untouched by any resampling. */
    Cut cut(PhotoId id, Crop crop) {
        if (alignment == Alignment.CROP
                && photos.get(id) instanceof Protected.Done done
                && done.crop().equals(crop)) {
            return new Cut.Face(done.face());
        }
        return sightings.get(id).cutTo(crop);
    }

    private Sighting sight(Protected photo, Photographs photographs, Rules rules) {
        if (photo instanceof Protected.Missed missed) {
            return new Sighting.Missed(missed.reason());
        }
        Protected.Done done = (Protected.Done) photo;
        return alignment == Alignment.PHOTO && rules.hold(Guard.DETECTED_AGAIN)
                ? photographs.seeAgain(done.shared(), done.landmarks())
                : new Sighting.Seen(done.shared(), done.landmarks());
    }
}
