package dev.visor.dataset;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Landmarks;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A photo of a data set with the person in it.
 *
 * @param landmarks where the data set tells them; otherwise the face must be detected
 */
public record FacePhoto(PhotoId id, SubjectId subject, Path file, Optional<Landmarks> landmarks) {}
