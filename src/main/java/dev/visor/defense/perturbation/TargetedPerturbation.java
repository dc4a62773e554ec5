package dev.visor.defense.perturbation;

import dev.visor.core.Budget;
import dev.visor.defense.Defense;
import java.util.Optional;

/** A defense that steers a face towards targets by the surrogates' gradients, no pixel farther than epsilon. */
interface TargetedPerturbation extends Defense {

    /** Largest change of a pixel, as a fraction of the pixel range. */
    double epsilon();

    @Override
    default Optional<Budget> budget() {
        return Optional.of(new Budget(epsilon()));
    }

    @Override
    default boolean needsSurrogates() {
        return true;
    }

    @Override
    default boolean needsTargets() {
        return true;
    }
}
