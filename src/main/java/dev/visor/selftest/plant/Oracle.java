package dev.visor.selftest.plant;

import dev.visor.core.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;

/** Shares somebody else's face: nobody is protected better, and nobody is shown less. */
public final class Oracle implements Defense {

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(original -> context.targets().get(0)).toList();
    }

    @Override
    public boolean needsTargets() {
        return true;
    }
}
