package dev.visor.recognizer.isolation;

import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.isolation.ModelProcess.Limits;
import java.util.List;

/** A stranger's file in a process of its own, of which it is not known yet how it is to be asked. */
public final class TriedModel implements AutoCloseable {

    private final ModelFile file;
    private final ModelProcess process;
    private final FileForms forms;
    private int dimension;

    /**
     * Starts the process, and finds out what the file takes.
     *
     * @param card with the file's type and digest; of the rest nothing counts
     * @throws InputError if the file cannot be loaded, takes no faces, crashes, or takes too much; or on a machine where nothing can
     *     be confined
     */
    public TriedModel(RecognizerCard card, ModelFile file) {
        if (!Confinement.available()) {
            throw new InputError(
                    "%s: no process of its own can be started for it here; write its card by hand (docs/recognizers.md)"
                            .formatted(file.path()));
        }
        this.file = file;
        this.process = ModelProcess.begin(card, Confinement.strongest(), Limits.ofRunning(FirstLoad.size(file)));
        this.forms = process.first(
                () -> ModelMessages.writeTask(process.questions(), card, file, true),
                () -> ModelMessages.readForms(process.answers()));
    }

    /** Returns the forms that the file takes and returns. */
    public FileForms forms() {
        return forms;
    }

    /**
     * Asks the file by another card from now on.
     *
     * @throws InputError if it cannot be asked so
     */
    public void use(RecognizerCard card) {
        process.ask(
                () -> {
                    process.questions().writeInt(ModelMessages.CARD);
                    ModelMessages.writeTask(process.questions(), card, file, true);
                },
                () -> null);
        dimension = card.dimension();
    }

    /**
     * Unit embeddings, one for each face, all in one batch.
     *
     * @param faces of the crop of the card in use
     * @throws InputError if the file fails on them
     */
    public List<Embedding> embed(List<FaceImage> faces) {
        return process.embed(faces, dimension).stream().map(Embedding::new).toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
