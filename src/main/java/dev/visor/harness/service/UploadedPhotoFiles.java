package dev.visor.harness.service;

import dev.visor.attack.UploadedPhoto;
import dev.visor.attack.UploadedPhotos;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.PhotoId;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.recognizer.FaceChoice;
import dev.visor.service.Enlargement;
import dev.visor.service.ServiceCard;
import java.util.Locale;
import java.util.Map;

/** Whole photos as one service is sent them. */
final class UploadedPhotoFiles implements UploadedPhotos {

    private final Map<PhotoId, FacePhoto> photos;
    private final Map<PhotoId, ProtectionResult> shared;
    private final FaceLocator photographs;
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
    UploadedPhotoFiles(
            Map<PhotoId, FacePhoto> photos,
            Map<PhotoId, ProtectionResult> shared,
            String defense,
            FaceLocator photographs,
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
    public UploadedPhoto original(PhotoId photo) {
        return cache.get("original %s %s".formatted(sizes, photo), () -> sent(photographs.see(photos.get(photo))));
    }

    @Override
    public UploadedPhoto protectedPhoto(PhotoId photo) {
        return cache.get(
                "%s %s %s".formatted(defense, sizes, photo),
                () -> shared.get(photo) instanceof ProtectionResult.Done done
                        ? sent(done.shared(), done.landmarks())
                        : new UploadedPhoto.Missed(
                                shared.get(photo) instanceof ProtectionResult.Missed missed
                                        ? missed.reason()
                                        : Reason.FAILED));
    }

    private UploadedPhoto sent(LocatedFace located) {
        return located instanceof LocatedFace.Seen seen
                ? sent(seen.photo(), seen.landmarks())
                : new UploadedPhoto.Missed(((LocatedFace.Missed) located).reason());
    }

    private UploadedPhoto sent(Photo photo, Landmarks face) {
        return new UploadedPhoto.Photo(Enlargement.of(photo, FaceChoice.boxAround(face), limits));
    }
}
