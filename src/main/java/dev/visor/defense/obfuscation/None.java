package dev.visor.defense.obfuscation;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;

/** No defense: the control that every number needs. */
public final class None implements Defense {

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals;
    }
}
