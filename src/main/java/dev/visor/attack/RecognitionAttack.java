package dev.visor.attack;

import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.dataset.FacePhoto;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An attack that asks a recognizer: "is this her?" or "who is this?". */
public interface RecognitionAttack extends Attack {

    /** The photos it needs as they are. */
    List<FacePhoto> originals(RecognitionTask task);

    /** The photos it needs protected. */
    List<FacePhoto> protectedPhotos(RecognitionTask task);

    /** Pairings that it judges, for the clean control and the protected cells alike. */
    Set<Pairing> pairings();

    /** Makes every comparison once, in a fixed order. */
    void run(RecognitionTask task, Faces faces, Consumer<Trial> trials);
}
