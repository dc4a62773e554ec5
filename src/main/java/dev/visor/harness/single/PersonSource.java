package dev.visor.harness.single;

import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Perturbation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A source of the perturbation of a person whose photos are protected.
 *
 * @param photos folder of photos of the person to learn from; empty if nothing is learned
 * @param kept file in which the perturbation is kept: read if it is there, else written once it is learned; empty to keep none
 */
public record PersonSource(Optional<Path> photos, Optional<Path> kept) {

    /** No perturbation of a person at all. */
    public static final PersonSource NONE = new PersonSource(Optional.empty(), Optional.empty());

    /**
     * A source that was looked up.
     *
     * @param learnedFrom photos of the person
     * @param known the perturbation that was kept
     */
    record Found(List<FacePhoto> learnedFrom, Optional<Perturbation> known) {}
}
