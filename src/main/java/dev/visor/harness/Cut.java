package dev.visor.harness;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.FaceImage;

/** A face cut from a photo, or why there is none. */
sealed interface Cut {

    /** @param face quantized, of the size of the crop asked for */
    record Face(FaceImage face) implements Cut {}

    record Missed(Reason reason) implements Cut {}
}
