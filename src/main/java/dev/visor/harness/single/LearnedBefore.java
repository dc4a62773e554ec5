package dev.visor.harness.single;

import dev.visor.core.Budget;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A defense that learns from a person's photos, with what it learned before. */
record LearnedBefore(PersonDefense defense, Perturbation perturbation) implements PersonDefense {

    @Override
    public Perturbation learn(
            List<FaceImage> photos,
            List<PhotoFacts> facts,
            Surrogates surrogates,
            RandomGenerator random,
            Consumer<LearnedEpoch> watch) {
        return perturbation;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return defense.protect(originals, context);
    }

    @Override
    public Optional<Budget> budget() {
        return defense.budget();
    }

    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        return defense.area(original, facts);
    }

    @Override
    public boolean needsSurrogates() {
        return defense.needsSurrogates();
    }

    @Override
    public boolean needsMesh() {
        return defense.needsMesh();
    }

    @Override
    public Crop crop(Crop usual) {
        return defense.crop(usual);
    }
}
