package dev.visor.selftest.seeded;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.Comparator;
import java.util.List;

/** Shares somebody else's face, the least alike of the targets': nobody is protected better, and nobody is shown less. */
public final class Oracle implements Defense {

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream()
                .map(original -> context.targets().stream()
                        .max(Comparator.comparingDouble(target -> difference(original, target)))
                        .orElseThrow())
                .toList();
    }

    private static double difference(FaceImage one, FaceImage other) {
        double sum = 0;
        for (int i = 0; i < one.pixels().length; i++) {
            sum += Math.abs(one.pixels()[i] - other.pixels()[i]);
        }
        return sum;
    }

    @Override
    public boolean needsTargets() {
        return true;
    }
}
