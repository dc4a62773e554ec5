package dev.visor.recognizer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes values of the domain of a batch of embeddings. */
public final class Embeddings {

    private Embeddings() {}

    /** Embeds all faces in one device batch; every tensor of it is closed before this returns. */
    public static List<Embedding> of(Recognizer recognizer, NDManager parent, List<FaceImage> faces) {
        if (faces.isEmpty()) {
            return List.of();
        }
        faces.forEach(face -> requireNumbers(recognizer, face));
        try (NDManager scope = parent.newSubManager()) {
            NDArray rows = recognizer.embed(Faces.stack(scope, faces));
            rows.attach(scope);
            float[] values = rows.toFloatArray();
            int d = recognizer.card().dimension();
            List<Embedding> embeddings = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                embeddings.add(unit(recognizer.card(), Arrays.copyOfRange(values, i * d, (i + 1) * d)));
            }
            return embeddings;
        }
    }

    /**
     * A raw embedding at unit length.
     *
     * @throws InputError if it has no direction, which is the file's fault: it was given a face
     */
    static Embedding unit(RecognizerCard card, float[] raw) {
        try {
            return Embedding.normalized(raw);
        } catch (ContractViolation e) {
            throw new InputError(
                    "recognizer %s: its embedding of a face is zero, infinite or not a number (NaN), so it is like no other; get a sound file, or leave the recognizer out"
                            .formatted(card.id()),
                    e);
        }
    }

    /** Nets differ in what they make of NaN, some a number: it is stopped at the door. */
    static void requireNumbers(Recognizer recognizer, FaceImage face) {
        for (float pixel : face.pixels()) {
            if (!Float.isFinite(pixel)) {
                throw new ContractViolation("recognizer %s was given a face that holds %s, expected pixels 0..255"
                        .formatted(recognizer.card().id(), pixel));
            }
        }
    }
}
