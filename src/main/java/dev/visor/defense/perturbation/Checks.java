package dev.visor.defense.perturbation;

import dev.visor.core.Budget;
import dev.visor.tensor.ProjectedStep;
import dev.visor.tensor.ProjectedStep.Norm;

/** Checks the settings of iterative defenses. */
final class Checks {

    private Checks() {}

    static void iterations(int iterations) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
        }
    }

    /** The values check themselves. */
    static void steps(double epsilon, double step, Norm norm, double momentum) {
        new Budget(epsilon);
        new ProjectedStep(norm, step, momentum);
    }
}
