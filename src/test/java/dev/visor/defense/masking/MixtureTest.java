package dev.visor.defense.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.recognizer.training.TrainingBatch.Mix;
import dev.visor.tensor.Compute;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MixtureTest {

    @Test
    void mixesInputsAndLabelsByTheSameShares() {
        List<Mix> mixes = List.of(new Mix(new int[] {0, 2}, new float[] {.75f, .25f}), Mix.alone(1), Mix.alone(2));
        try (Compute compute = Compute.open("cpu");
                NDManager scope = compute.manager().newSubManager()) {
            NDArray inputs = scope.create(new float[] {1, 2, 3, 4, 5, 10}, new Shape(3, 1, 1, 2));

            TrainingBatch trainingBatch = Mixture.trainingBatch(inputs, new int[] {3, 0, 1}, 4, mixes);

            assertThat(trainingBatch.inputs().toFloatArray()).containsExactly(2, 4, 3, 4, 5, 10);
            assertThat(trainingBatch.shares().toFloatArray()).containsExactly(0, .25f, 0, .75f, 1, 0, 0, 0, 0, 1, 0, 0);
        }
    }

    @Test
    void partnersDifferFromEachOtherAndFromTheRowItself() {
        RandomGenerator random = new Seed(1).generator();
        int[] met = new int[5];
        for (int draw = 0; draw < 2000; draw++) {
            for (Mix mix : Mixture.draw(new int[] {3, 3, 3, 3, 3}, random)) {
                assertThat(mix.members()).hasSize(3).doesNotHaveDuplicates();
                met[(mix.members()[1] - mix.members()[0] + 5) % 5]++;
            }
        }
        // 10,000 first partners, a quarter each; the standard deviation is 43.
        assertThat(met[0]).isZero();
        assertThat(Arrays.stream(met).skip(1)).allSatisfy(n -> assertThat(n).isBetween(2300, 2700));
    }

    @Test
    void everyRowIsAboutItsOwnFaceFirst() {
        List<Mix> mixes = Mixture.draw(new int[] {2, 6, 4, 5, 3, 2}, new Seed(2).generator());

        for (int row = 0; row < mixes.size(); row++) {
            assertThat(mixes.get(row).members()[0]).isEqualTo(row);
        }
    }

    /** Of Dirichlet(1, 1, 1) no share is above .65 with chance 1 - 3 x .35^2; own shares have the mean 1/3 as all have. */
    @Test
    void sharesSumToOneAndNoneIsNearlyAll() {
        RandomGenerator random = new Seed(3).generator();
        double own = 0;
        for (int draw = 0; draw < 4000; draw++) {
            float[] shares = Mixture.shares(3, random);
            own += shares[0] / 4000.;
            assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-6f));
            for (float share : shares) {
                assertThat(share).isBetween(0f, .65f);
            }
        }
        assertThat(own).isCloseTo(1 / 3., within(.02));
    }

    @Test
    void aSmallBatchIsMixedWholeAndASingleFaceNot() {
        assertThat(Mixture.draw(new int[] {6, 6}, new Seed(4).generator()))
                .allSatisfy(mix -> assertThat(mix.members()).hasSize(2));
        assertThat(Mixture.draw(new int[] {6}, new Seed(4).generator()).get(0).shares())
                .containsExactly(1);
    }
}
