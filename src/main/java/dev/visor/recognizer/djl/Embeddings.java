package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.recognizer.Recognizer;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From a batch of faces to values of the domain. */
public final class Embeddings {

    private Embeddings() {}

    /** Embeds all faces in one device batch; every tensor of it is closed before this returns. */
    public static List<Embedding> of(Recognizer recognizer, NDManager parent, List<FaceImage> faces) {
        if (faces.isEmpty()) {
            return List.of();
        }
        try (NDManager scope = parent.newSubManager()) {
            NDArray rows = recognizer.embed(Faces.stack(scope, faces));
            rows.attach(scope);
            float[] values = rows.toFloatArray();
            int d = recognizer.card().dimension();
            List<Embedding> embeddings = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                embeddings.add(Embedding.normalized(Arrays.copyOfRange(values, i * d, (i + 1) * d)));
            }
            return embeddings;
        }
    }
}
