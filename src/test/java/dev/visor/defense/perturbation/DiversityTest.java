package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DiversityTest {

    @Test
    void noneShowsTheImagesThemselves() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray images = compute.manager().ones(new Shape(1, 3, 4, 4));

            assertThat(Diversity.NONE.draw(List.of()).apply(images)).isSameAs(images);
        }
    }

    /** The window's corners, in the output, are the input's corners -1 and 1; it never leaves the output. */
    @Test
    void resizeAndPadKeepsTheWholeImageInAWindowOfTheOutputEveryOtherTime() {
        RandomGenerator random = new Seed(1).generator();
        int still = 0;
        for (int i = 0; i < 1000; i++) {
            double[] map = Diversity.shrink(random);
            double left = (-1 - map[2]) / map[0];
            double right = (1 - map[2]) / map[0];
            assertThat(left).isBetween(-1 - 1e-9, 1.);
            assertThat(right).isBetween(left, 1 + 1e-9);
            assertThat((right - left) / 2).isBetween(299 / 330. - 1e-9, 1 + 1e-9);
            still += map[0] == 1 ? 1 : 0;
        }
        assertThat(still).isBetween(450, 550);
    }

    @Test
    void anImageIsVariedByItsOwnRandomnessWhateverItsNeighbors() {
        try (Compute compute = Compute.open("cpu")) {
            NDArray two = compute.manager().arange(2f * 3 * 8 * 8).reshape(2, 3, 8, 8);
            for (Diversity diversity : List.of(Diversity.RESIZE_PAD, Diversity.AFFINE)) {
                NDArray together = diversity
                        .draw(List.of(new Seed(5).generator(), new Seed(6).generator()))
                        .apply(two);
                NDArray alone = diversity.draw(List.of(new Seed(6).generator())).apply(two.get("1:2"));

                assertThat(together.get(1).toFloatArray())
                        .isEqualTo(alone.get(0).toFloatArray());
            }
        }
    }
}
