package dev.visor.recognizer.isolation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.isolation.ModelProcess.Limits;
import dev.visor.tensor.Faces;
import java.nio.FloatBuffer;
import java.util.List;

/** A recognizer whose model stays in a process of its own, for judging: gradients do not cross. */
public final class IsolatedRecognizer implements Recognizer {

    /** The other process is started by a command; that its code computes the embeddings is to be seen here. */
    private static final Class<?> OTHER_SIDE = ModelServer.class;

    private final RecognizerCard card;
    private final ModelProcess process;

    /** @throws dev.visor.core.InputError if the model is not what its card says, crashes, or takes too much */
    public IsolatedRecognizer(RecognizerCard card, ModelFile file) {
        this.card = card;
        this.process = ModelProcess.start(card, file, Confinement.strongest(), Limits.ofRunning(FirstLoad.size(file)));
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        List<Embedding> embeddings = embed(Faces.unstack(faces));
        FloatBuffer rows = FloatBuffer.allocate(embeddings.size() * card.dimension());
        embeddings.forEach(embedding -> rows.put(embedding.values()));
        return faces.getManager().create(rows.flip(), new Shape(embeddings.size(), card.dimension()));
    }

    @Override
    public synchronized List<Embedding> embed(List<FaceImage> faces) {
        return faces.isEmpty()
                ? List.of()
                : process.embed(faces).stream().map(Embedding::new).toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
