package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Budget;
import dev.visor.tensor.ProjectedStep.Norm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectedStepTest {

    private static final Shape ONE_PIXEL = new Shape(1, 3, 1, 1);
    private static final ProjectedStep SIGNS = new ProjectedStep(Norm.LINF, 2 / 255., 1);

    private Compute compute;
    private NDManager manager;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        manager = compute.manager();
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void scalesTheGradientToMeanMagnitudeOneBeforeItJoinsTheMomentum() {
        NDArray direction = SIGNS.direction(pixel(1, -2, 3), pixel(10, 10, 10));

        assertThat(direction.toFloatArray()).containsExactly(10.5f, 9, 11.5f);
    }

    @Test
    void movesEveryValueByTheStepAgainstTheSign() {
        assertThat(stepped(SIGNS, pixel(100, 100, 100), pixel(.1f, -7, 0), 12)).containsExactly(98, 102, 100);
    }

    @Test
    void anL2StepHasTheSameRootMeanSquare() {
        ProjectedStep round = new ProjectedStep(Norm.L2, 2 / 255., 1);

        // The direction (1, 2, 2) has length 3: a step of 2 a value, root mean square, is 2 sqrt(3) / 3 (1, 2, 2).
        assertThat(stepped(round, pixel(100, 100, 100), pixel(1, 2, 2), 12))
                .containsExactly(
                        new float[] {98.8453f, 97.6906f, 97.6906f}, org.assertj.core.data.Offset.offset(1e-4f));
    }

    @Test
    void staysWithinTheBudgetAndThePixelRange() {
        NDArray originals = pixel(1, 254, 100);
        PixelBall ball = PixelBall.around(originals, new Budget(3 / 255.));

        assertThat(ball.project(pixel(-5, 300, 110)).toFloatArray()).containsExactly(0, 255, 103);
    }

    @Test
    void aVanishedGradientMovesNothing() {
        NDArray direction = SIGNS.direction(pixel(0, 0, 0), pixel(0, 0, 0));

        assertThat(direction.toFloatArray()).containsExactly(0, 0, 0);
        assertThat(stepped(SIGNS, pixel(5, 6, 7), direction, 12)).containsExactly(5, 6, 7);
    }

    @Test
    void refusesAStepInPixels() {
        assertThatThrownBy(() -> new ProjectedStep(Norm.LINF, 1.5, 1)).hasMessageContaining("write 1.5/255, not 1.5");
    }

    private float[] stepped(ProjectedStep step, NDArray images, NDArray direction, int epsilon) {
        return step.apply(images, direction, PixelBall.around(images, new Budget(epsilon / 255.)))
                .toFloatArray();
    }

    private NDArray pixel(float red, float green, float blue) {
        return manager.create(new float[] {red, green, blue}, ONE_PIXEL);
    }
}
