package dev.visor.attack.inversion.linkage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.Prior;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.Enlargement;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.optimization.Finite;
import dev.visor.tensor.Faces;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/**
 * A prior of a public recognizer's embeddings of the tracker's own photos as they are, which a student of masked ones
 * is taught: the same for every model under attack.
 *
 * @param photos that the teacher looks at, at the most, from all over the list
 */
record TeacherEmbeddings(int photos) implements Prior {

    @Override
    public String key() {
        return "the teacher's embeddings of " + photos + " photos";
    }

    @Override
    public boolean fromTeacher() {
        return true;
    }

    /** Returns the photos that it learns from, in order. */
    List<FaceImage> some(List<FaceImage> all) {
        return LeakedDataSupport.some(all, photos);
    }

    /** Embeddings one after the other, 32-bit floats, big-endian. */
    @Override
    public byte[] learn(Study study) {
        DifferentiableRecognizer teacher =
                study.teacher().orElseThrow(() -> new IllegalStateException("linkage needs a teacher"));
        List<FaceImage> own = some(study.photos());
        int side = teacher.card().crop().side();
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * own.size() * teacher.card().dimension());
        for (int from = 0; from < own.size(); from += LeakedDataSupport.AT_ONCE) {
            List<FaceImage> few = own.subList(from, Math.min(own.size(), from + LeakedDataSupport.AT_ONCE));
            try (NDManager scope = study.compute().manager().newSubManager()) {
                NDArray rows =
                        LeakedDataSupport.fixed(() -> teacher.embed(Enlargement.to(side, Faces.stack(scope, few))));
                for (float value : rows.toFloatArray()) {
                    bytes.putFloat((float) Finite.number(
                            value, "an embedding of " + teacher.card().id(), "its answer to an open photo"));
                }
            }
        }
        study.progress().accept(String.format(Locale.ROOT, "%d photos", own.size()));
        return bytes.array();
    }

    /** Decodes what was learned, as [photos, dimension]. */
    static NDArray decode(byte[] learned, int dimension, NDManager memory) {
        FloatBuffer values = ByteBuffer.wrap(learned).asFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return memory.create(all, new Shape(all.length / dimension, dimension));
    }
}
