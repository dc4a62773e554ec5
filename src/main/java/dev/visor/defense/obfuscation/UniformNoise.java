package dev.visor.defense.obfuscation;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Uniform noise within the budget: what a mask of that size does without any thought. */
public final class UniformNoise implements Defense {

    private final Budget budget;

    /** @param epsilon largest change of a pixel, as a fraction of the pixel range */
    public record Params(double epsilon) {

        public Params {
            new Budget(epsilon);
        }
    }

    public UniformNoise(Params params) {
        this.budget = new Budget(params.epsilon());
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return IntStream.range(0, originals.size())
                .mapToObj(i -> disturb(originals.get(i), context.randoms().get(i)))
                .toList();
    }

    private FaceImage disturb(FaceImage original, RandomGenerator random) {
        float[] pixels = original.pixels().clone();
        double epsilon = budget.inPixels();
        for (int i = 0; i < pixels.length; i++) {
            double moved = pixels[i] + random.nextDouble(-epsilon, epsilon);
            pixels[i] = (float) Math.max(0, Math.min(255, moved));
        }
        return new FaceImage(original.width(), original.height(), pixels);
    }

    @Override
    public Optional<Budget> budget() {
        return Optional.of(budget);
    }
}
