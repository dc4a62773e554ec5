package dev.visor.harness.protection;

import dev.visor.attack.Look;
import dev.visor.core.Alignment;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.harness.Guard;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Protected photos as a tracker comes by them at one alignment; perhaps in several draws, each protected anew. */
public final class SharedPhotos {

    private final Map<PhotoId, ProtectionResult> photos;
    private final Alignment alignment;
    private final Rules rules;
    private final Map<PhotoId, LocatedFace> sightings;

    /** The draws after this one. */
    private final List<SharedPhotos> further;

    public SharedPhotos(
            Map<PhotoId, ProtectionResult> photos, Alignment alignment, FaceLocator photographs, Rules rules) {
        this(photos, alignment, rules, sightings(photos, alignment, photographs, rules), List.of());
    }

    private SharedPhotos(
            Map<PhotoId, ProtectionResult> photos,
            Alignment alignment,
            Rules rules,
            Map<PhotoId, LocatedFace> sightings,
            List<SharedPhotos> further) {
        this.photos = photos;
        this.alignment = alignment;
        this.rules = rules;
        this.sightings = sightings;
        this.further = List.copyOf(further);
    }

    /** Returns the same photos, in which somebody else looks for faces. */
    public SharedPhotos seenBy(FaceLocator other) {
        return new SharedPhotos(
                photos,
                alignment,
                rules,
                sightings(photos, alignment, other, rules),
                further.stream().map(draw -> draw.seenBy(other)).toList());
    }

    /** Returns the same photos, which come with further draws. */
    public SharedPhotos with(List<SharedPhotos> draws) {
        return new SharedPhotos(photos, alignment, rules, sightings, draws);
    }

    /** Returns each draw by itself, the first one first. */
    public List<SharedPhotos> draws() {
        return Stream.concat(Stream.of(with(List.of())), further.stream()).toList();
    }

    public Set<PhotoId> ids() {
        return sightings.keySet();
    }

    /** Tells who is in a photo. */
    public SubjectId subject(PhotoId id) {
        return photos.get(id).source().subject();
    }

    /** With alignment crop, a model that takes the defense's own crop gets just that, untouched by any resampling, unless it is seen otherwise. */
    public AlignedFace cut(PhotoId id, Crop crop, Look.View view) {
        if (view.equals(Look.View.USUAL)
                && alignment == Alignment.CROP
                && photos.get(id) instanceof ProtectionResult.Done done
                && done.crop().equals(crop)) {
            return new AlignedFace.Face(done.face());
        }
        return sightings.get(id).cutTo(crop, view);
    }

    private static Map<PhotoId, LocatedFace> sightings(
            Map<PhotoId, ProtectionResult> photos, Alignment alignment, FaceLocator photographs, Rules rules) {
        Map<PhotoId, LocatedFace> all = new LinkedHashMap<>();
        photos.forEach((id, photo) -> all.put(id, sight(photo, alignment, photographs, rules)));
        return all;
    }

    private static LocatedFace sight(
            ProtectionResult photo, Alignment alignment, FaceLocator photographs, Rules rules) {
        if (photo instanceof ProtectionResult.Missed missed) {
            return new LocatedFace.Missed(missed.reason());
        }
        ProtectionResult.Done done = (ProtectionResult.Done) photo;
        return alignment == Alignment.PHOTO && rules.hold(Guard.DETECTED_AGAIN)
                ? photographs.seeAgain(done.shared(), done.landmarks())
                : new LocatedFace.Seen(done.shared(), done.landmarks());
    }
}
