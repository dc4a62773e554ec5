package dev.visor.defense.perturbation;

import dev.visor.tensor.ProjectedStep;
import dev.visor.tensor.ProjectedStep.Norm;

/**
 * Settings of the iterative defenses that TIP-IM is compared with.
 *
 * @param epsilon per pixel, as a fraction of the pixel range
 * @param step likewise
 * @param norm of the step
 * @param momentum 0..1
 * @param distance in the loss
 */
public record PerturbationParams(
        double epsilon,
        double step,
        int iterations,
        Norm norm,
        double momentum,
        Distance distance,
        Diversity diversity) {

    public PerturbationParams {
        Checks.iterations(iterations);
        Checks.steps(epsilon, step, norm, momentum);
    }

    ProjectedStep projectedStep() {
        return new ProjectedStep(norm, step, momentum);
    }
}
