package dev.visor.selftest.seeded;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Adds one pattern to every face: all protected faces become more alike, and a threshold that was calibrated on them would rise
 * until nobody passed it.
 */
public final class CommonPattern implements Defense {

    private static final int STEPS = 5;

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(CommonPattern::add).toList();
    }

    private static FaceImage add(FaceImage face) {
        SplittableRandom pattern = new SplittableRandom(STEPS);
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.max(0, Math.min(255, pixels[i] + (pattern.nextBoolean() ? STEPS : -STEPS)));
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    @Override
    public Optional<Budget> budget() {
        return Optional.of(new Budget(STEPS / 255.));
    }
}
