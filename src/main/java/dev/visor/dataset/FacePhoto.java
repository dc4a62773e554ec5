package dev.visor.dataset;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A photo of a data set with the person in it.
 *
 * @param landmarks where the data set tells them; otherwise the face must be detected
 * @param cut the crop that the photo is already, larger or smaller; empty for a photo as it was taken
 */
public record FacePhoto(
        PhotoId id, SubjectId subject, PhotoSource source, Optional<Landmarks> landmarks, Optional<Crop.FivePoint> cut)
        implements Shown {

    /** A photo as it was taken, in a file of its own. */
    public FacePhoto(PhotoId id, SubjectId subject, Path file, Optional<Landmarks> landmarks) {
        this(id, subject, PhotoSource.of(file), landmarks, Optional.empty());
    }

    /** The file that it lies in, perhaps with others. */
    public Path file() {
        return source.file();
    }

    @Override
    public List<FacePhoto> photos() {
        return List.of(this);
    }

    /** Returns the same photo, cut already; points within the crop are told by the crop. */
    public FacePhoto asCut(Crop.FivePoint crop) {
        return new FacePhoto(id, subject, source, Optional.empty(), Optional.of(crop));
    }
}
