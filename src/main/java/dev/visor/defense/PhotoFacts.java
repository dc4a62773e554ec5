package dev.visor.defense;

import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import java.util.Optional;

/**
 * The facts that a defense may know of an original beside its pixels.
 *
 * @param landmarks in the original's pixels
 * @param subject who is in it; empty for a defense that does not need to know
 */
public record PhotoFacts(Landmarks landmarks, Optional<SubjectId> subject) {}
