package dev.visor.recognizer.djl;

import dev.visor.core.Digest;
import dev.visor.recognizer.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Files as a card pins them that names the digest they have. */
public final class Pinned {

    private Pinned() {}

    /** The file as it is now, for the tests' own recognizer. */
    public static ModelFile file(Path path) {
        try {
            return new ModelFile("recognizer tested", path, Digest.ofFile(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
