package dev.visor.recognizer;

import ai.djl.ndarray.NDArray;
import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a defense asks of a surrogate: budgets are compared, not believed. */
public final class Metered implements DifferentiableRecognizer {

    private final DifferentiableRecognizer recognizer;
    private final AtomicLong forward = new AtomicLong();

    public Metered(DifferentiableRecognizer recognizer) {
        this.recognizer = recognizer;
    }

    /** Faces embedded, with and without gradient. */
    public long forward() {
        return forward.get();
    }

    @Override
    public Optional<Path> file() {
        return recognizer.file();
    }

    @Override
    public RecognizerCard card() {
        return recognizer.card();
    }

    @Override
    public NDArray embed(NDArray faces) {
        forward.addAndGet(faces.getShape().get(0));
        return recognizer.embed(faces);
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        forward.addAndGet(faces.size());
        return recognizer.embed(faces);
    }

    @Override
    public NDArray embedForGradient(NDArray faces) {
        forward.addAndGet(faces.getShape().get(0));
        return recognizer.embedForGradient(faces);
    }

    @Override
    public Optional<OwnGradient> ownGradient() {
        return recognizer.ownGradient().map(own -> new OwnGradient() {
            @Override
            public NDArray embed(NDArray faces) {
                forward.addAndGet(faces.getShape().get(0));
                return own.embed(faces);
            }

            @Override
            public Recorded record(NDArray faces) {
                forward.addAndGet(faces.getShape().get(0));
                return own.record(faces);
            }
        });
    }

    @Override
    public void close() {
        recognizer.close();
    }
}
