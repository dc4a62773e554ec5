package dev.visor.harness.inversion;

import dev.visor.core.PhotoId;
import dev.visor.core.image.FaceImage;
import dev.visor.harness.embedding.Embedder;
import dev.visor.harness.photo.AlignedFace;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.tensor.Resampling;

/** Scales faces up to the size that a recognizer takes, rounded to 8 bit. */
final class Enlargement {

    static final Stage STAGE = new Stage("enlargement", Enlargement.class);

    private static final StoreKey KEY = StoreKey.of(STAGE, "scaled up").build();

    private Enlargement() {}

    /** A face that is scaled up when it is embedded. */
    static Embedder.Face of(PhotoId id, FaceImage face) {
        return new Embedder.Face(
                id,
                KEY.part("face").add("face", face.digest()).build(),
                crop -> new AlignedFace.Face(
                        Resampling.resize(face, crop.side(), crop.side()).quantized()));
    }
}
