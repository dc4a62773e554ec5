package dev.visor.harness.photo;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.image.FaceImage;

/** A face cut from a photo, or why there is none. */
public sealed interface AlignedFace {

    /** @param face quantized, of the size of the crop asked for */
    record Face(FaceImage face) implements AlignedFace {}

    record Missed(Reason reason) implements AlignedFace {}
}
