package dev.visor.attack;

import dev.visor.core.Trial;
import dev.visor.dataset.Protocol;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceKind;
import java.util.function.Consumer;

/** The questions of a {@link RecognitionAttack}, put to a service that gives scores and ranks but no embeddings. */
public interface RemoteAttack {

    /** Whether a service of that kind can answer. */
    boolean canAsk(ServiceKind kind);

    /**
     * Makes every comparison once, in the order of the attack that it stands for.
     *
     * @param service asked by several threads at once, as many as its card allows
     */
    void run(RecognitionTask task, UploadedPhotos pictures, RecognitionService service, Consumer<Trial> trials);

    /**
     * Returns the most calls that {@link #run} makes where nothing is known and nothing fails, without what other
     * protections share.
     *
     * @param originals adds the calls about original photos only, which are made once whatever the defense
     */
    long calls(Protocol protocol, ServiceKind kind, boolean originals);
}
