package dev.visor.harness;

import dev.visor.attack.Pictures;
import dev.visor.attack.Sent;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Landmarks;
import dev.visor.core.Photo;
import dev.visor.core.PhotoId;
import dev.visor.dataset.FacePhoto;
import dev.visor.recognizer.FaceChoice;
import dev.visor.service.Enlargement;
import dev.visor.service.ServiceCard;
import java.util.Locale;
import java.util.Map;

/** Whole photos as one service is sent them. */
final class SentPhotos implements Pictures {

    private final Map<PhotoId, FacePhoto> photos;
    private final Map<PhotoId, Protected> shared;
    private final Photographs photographs;
    private final ServiceCard.Limits limits;
    private final PictureCache cache;
    private final String sizes;
    private final String defense;

    /**
     * Makes none yet.
     *
     * @param shared after the defense; may be empty where only originals are sent
     * @param defense tells them apart from those of another one
     */
    SentPhotos(
            Map<PhotoId, FacePhoto> photos,
            Map<PhotoId, Protected> shared,
            String defense,
            Photographs photographs,
            ServiceCard.Limits limits,
            PictureCache cache) {
        this.photos = photos;
        this.shared = shared;
        this.defense = defense;
        this.photographs = photographs;
        this.limits = limits;
        this.cache = cache;
        this.sizes = String.format(Locale.ROOT, "%d %d %d", limits.minFace(), limits.maxSide(), limits.maxBytes());
    }

    @Override
    public Sent original(PhotoId photo) {
        return cache.get("original %s %s".formatted(sizes, photo), () -> sent(photographs.see(photos.get(photo))));
    }

    @Override
    public Sent protectedPhoto(PhotoId photo) {
        return cache.get(
                "%s %s %s".formatted(defense, sizes, photo),
                () -> shared.get(photo) instanceof Protected.Done done
                        ? sent(done.shared(), done.landmarks())
                        : new Sent.Missed(
                                shared.get(photo) instanceof Protected.Missed missed
                                        ? missed.reason()
                                        : Reason.FAILED));
    }

    private Sent sent(Sighting sighting) {
        return sighting instanceof Sighting.Seen seen
                ? sent(seen.photo(), seen.landmarks())
                : new Sent.Missed(((Sighting.Missed) sighting).reason());
    }

    private Sent sent(Photo photo, Landmarks face) {
        return new Sent.Photo(Enlargement.of(photo, FaceChoice.boxAround(face), limits));
    }
}
