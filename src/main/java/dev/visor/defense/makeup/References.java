package dev.visor.defense.makeup;

import dev.visor.external.LocalFiles;
import java.nio.file.Path;
import java.util.Optional;

/** The photo that an entry may name as the reference of its makeup. */
final class References {

    private References() {}

    /** Refuses more than one. */
    static void atMostOne(LocalFiles reference) {
        if (reference.sha256().size() > 1) {
            throw new IllegalArgumentException("reference must name one photo or none, got "
                    + reference.sha256().size());
        }
    }

    /** Returns where it lies; empty if there is none. */
    static Optional<Path> path(LocalFiles reference) {
        return reference.sha256().keySet().stream().findFirst().map(reference::file);
    }

    /**
     * Returns the face that was shown.
     *
     * @throws IllegalStateException if none was, or the photo is no longer what it was
     */
    static MeshedFace of(LocalFiles reference, Optional<MeshedFace> shown) {
        reference.requireUnchanged();
        return shown.orElseThrow(() -> new IllegalStateException("the makeup was not shown its reference"));
    }
}
