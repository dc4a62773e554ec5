package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Maps a face to an embedding. */
public interface Recognizer extends AutoCloseable {

    RecognizerCard card();

    /**
     * Unit embeddings of a batch, without gradients.
     *
     * @param faces [N, 3, side, side], RGB, 0..255
     * @return [N, dimension], each row of unit length, attached to the manager of {@code faces}
     */
    NDArray embed(NDArray faces);

    /** Unit embeddings, one for each face, in order; all in one device batch. */
    List<Embedding> embed(List<FaceImage> faces);

    /** Returns the file of its weights; empty where there is no single one that others could load. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** Returns the number of faces that it had best be given at once; empty if that makes no difference to it. */
    default OptionalInt batch() {
        return OptionalInt.empty();
    }

    @Override
    void close();
}
