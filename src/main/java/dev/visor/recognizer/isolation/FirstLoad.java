package dev.visor.recognizer.isolation;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.isolation.ModelProcess.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that this machine does not know is first loaded and checked in a process of its own. What passes is remembered by the
 * digest of its file and card, and loaded where it is needed; what fails is tried anew each time.
 */
public final class FirstLoad {

    private final Path known;

    /** @param known the folder of what has passed */
    public FirstLoad(Path known) {
        this.known = known;
    }

    /**
     * Returns once the model may be loaded here.
     *
     * @throws InputError if it is not what its card says, or crashes, never ends, or takes all memory
     */
    public void of(RecognizerCard card, ModelFile file) {
        Path verdict = known.resolve(key(card).hex());
        if (Files.exists(verdict) || !Confinement.available()) {
            return;
        }
        ModelProcess.start(card, file, Confinement.strongest(), Limits.ofLoading(size(file)))
                .close();
        WholeFile.write(verdict, (card.id() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static long size(ModelFile file) {
        try {
            return Files.size(file.path());
        } catch (IOException e) {
            throw new InputError("%s: %s cannot be read (%s)".formatted(file.owner(), file.path(), e.getMessage()), e);
        }
    }

    private static Digest key(RecognizerCard card) {
        return Digest.builder("first load")
                .add("check", LoadCheck.VERSION)
                .add("recognizer", card.digest().hex())
                .add("dimension", card.dimension())
                .add("expected", card.check().toString())
                .build();
    }
}
