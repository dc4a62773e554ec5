package dev.visor.attack;

import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An attack that asks a recognizer: "is this her?" or "who is this?". */
public interface RecognitionAttack extends Attack {

    /** The photos that it needs as they are. */
    List<FacePhoto> originals(Protocol protocol);

    /** The photos that it needs protected. */
    List<FacePhoto> protectedPhotos(Protocol protocol);

    /** Whether it judges defenses; otherwise it judges the recognizer itself, once, on unprotected photos. */
    default boolean judgesDefenses() {
        return true;
    }

    /** Whether an original's embedding is the sum over the photo and its mirror image. */
    default boolean mirrored() {
        return false;
    }

    /** Returns the number of trials that {@link #run} makes. */
    long trials(Protocol protocol);

    /** Makes every comparison once, in a fixed order. */
    void run(RecognitionTask task, Faces faces, Consumer<Trial> trials);

    /** Returns the same questions for services that give no embeddings; empty if they cannot be asked there. */
    default Optional<RemoteAttack> remote() {
        return Optional.empty();
    }
}
