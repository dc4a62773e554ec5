package dev.visor.harness.inversion;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faces of an inversion suite, cut to the size of what is trained, gray where the suite says so; each photo is opened once. */
final class InversionFaces {

    private final Crop crop;
    private final boolean gray;
    private final Map<FacePhoto, FaceImage> faces = new LinkedHashMap<>();

    InversionFaces(Crop crop, boolean gray) {
        this.crop = crop;
        this.gray = gray;
    }

    /** Cuts photos, several at a time; those that show no face are left out of what is returned. */
    List<FacePhoto> cut(List<FacePhoto> photos, FaceLocator photographs, String stage, Progress progress) {
        List<FacePhoto> seen = new ArrayList<>();
        int step = 64;
        for (int start = 0; start < photos.size(); start += step) {
            List<FacePhoto> slice = photos.subList(start, Math.min(start + step, photos.size()));
            List<Optional<FaceImage>> cuts = slice.parallelStream()
                    .map(photo -> photographs.see(photo).cutTo(crop) instanceof AlignedFace.Face face
                            ? Optional.of(toned(face.face()))
                            : Optional.<FaceImage>empty())
                    .toList();
            for (int i = 0; i < slice.size(); i++) {
                if (cuts.get(i).isPresent()) {
                    faces.put(slice.get(i), cuts.get(i).get());
                    seen.add(slice.get(i));
                }
            }
            progress.advance(stage, Math.min(start + step, photos.size()), photos.size());
        }
        return seen;
    }

    FaceImage of(FacePhoto photo) {
        return faces.get(photo);
    }

    List<FaceImage> of(List<FacePhoto> photos) {
        return photos.stream().map(this::of).toList();
    }

    /** Returns a face as all faces of the suite are: gray, if it says so. */
    FaceImage toned(FaceImage face) {
        return gray ? gray(face) : face;
    }

    /** Luma of ITU-R BT.601 in all three channels, rounded. */
    static FaceImage gray(FaceImage face) {
        int plane = face.width() * face.height();
        float[] pixels = face.pixels();
        float[] toned = new float[pixels.length];
        for (int i = 0; i < plane; i++) {
            float luma = (float) Math.rint(.299 * pixels[i] + .587 * pixels[plane + i] + .114 * pixels[2 * plane + i]);
            toned[i] = luma;
            toned[plane + i] = luma;
            toned[2 * plane + i] = luma;
        }
        return new FaceImage(face.width(), face.height(), toned);
    }
}
