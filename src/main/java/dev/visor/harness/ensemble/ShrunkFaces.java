package dev.visor.harness.ensemble;

import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.embedding.Embedder.Face;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.tensor.Resampling;
import java.util.List;

/** Faces that are hard to recognize: resized to a fraction of their side and back, and rounded to 8 bit. */
public final class ShrunkFaces {

    public static final Stage STAGE = new Stage("shrinking", ShrunkFaces.class);

    private ShrunkFaces() {}

    /** The faces of photos, each shrunk when it is embedded. */
    static List<Face> of(List<FacePhoto> photos, FaceLocator photographs, double factor) {
        return photos.stream()
                .map(photo -> new Face(
                        photo.id(),
                        StoreKey.of(STAGE, "shrunk")
                                .add("of", photographs.key(photo))
                                .add("factor", factor)
                                .build(),
                        crop -> shrunk(photographs.see(photo).cutTo(crop), factor)))
                .toList();
    }

    private static AlignedFace shrunk(AlignedFace cut, double factor) {
        return cut instanceof AlignedFace.Face face ? new AlignedFace.Face(shrunk(face.face(), factor)) : cut;
    }

    /** A side of 112 pixels, shrunk by 4, has 28 in between; never less than one. */
    static FaceImage shrunk(FaceImage face, double factor) {
        FaceImage small = Resampling.resize(face, side(face.width(), factor), side(face.height(), factor));
        return Resampling.resize(small, face.width(), face.height()).quantized();
    }

    private static int side(int side, double factor) {
        return (int) Math.max(1, Math.round(side / factor));
    }
}
