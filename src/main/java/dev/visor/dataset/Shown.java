package dev.visor.dataset;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import java.util.List;

/** One side of a pair that is compared: one photo, or a template of several. */
public sealed interface Shown permits FacePhoto, Template {

    /** Its name within its data set. */
    PhotoId id();

    /** Returns the person who is seen. */
    SubjectId subject();

    /** The photos that have to be embedded for it. */
    List<FacePhoto> photos();
}
