package dev.visor.recognizer.training.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.OneWeight;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final Seed SEED = new Seed(7);

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** The weight shall be as large as the mean of the batch's examples, which are 0, 1, 2... */
    private static Objective meanExample(Network network) {
        return batch -> {
            float mean = (float) IntStream.of(batch.examples()).average().orElseThrow();
            return network.forward(batch.scope().ones(new ai.djl.ndarray.types.Shape(1)))
                    .sub(batch.scope().create(new float[] {mean}))
                    .square()
                    .sum();
        };
    }

    private static Training training(int epochs, int batch, int patience, double rate) {
        return new Training(
                weights -> new Sgd(weights, 0, 0), LearningRate.constant(rate), epochs, batch, patience, SEED);
    }

    @Test
    void oneStepOfGradientDescentIsTheRateTimesTheSlope() {
        try (OneWeight network = new OneWeight(5, compute)) {
            // Examples 0 and 2 in one batch: slope 2 (5 - 1) = 8.
            training(1, 2, 1, .1)
                    .run(network, meanExample(network), new Split(new int[] {0, 2}, new int[0]), epoch -> {});

            assertThat(network.value()).isEqualTo(5 - .1 * 8, within(1e-6));
        }
    }

    @Test
    void momentumKeepsAShareOfTheLastStep() {
        try (OneWeight network = new OneWeight(5, compute)) {
            new Training(weights -> new Sgd(weights, .5, 0), LearningRate.constant(.1), 2, 2, 2, SEED)
                    .run(network, meanExample(network), new Split(new int[] {0, 2}, new int[0]), epoch -> {});

            // 5 - .8 = 4.2; then slope 6.4, velocity .5 x 8 + 6.4.
            assertThat(network.value()).isEqualTo(4.2 - .1 * 10.4, within(1e-6));
        }
    }

    @Test
    void weightDecayPullsTowardsZero() {
        try (OneWeight network = new OneWeight(5, compute)) {
            new Training(weights -> new Sgd(weights, 0, .2), LearningRate.constant(.1), 1, 2, 1, SEED)
                    .run(network, meanExample(network), new Split(new int[] {0, 2}, new int[0]), epoch -> {});

            assertThat(network.value()).isEqualTo(5 - .1 * (8 + .2 * 5), within(1e-6));
        }
    }

    @Test
    void independentBatchesHaveEveryExampleAsOftenOnAverageButNotInTurn() {
        List<Integer> sizes = new ArrayList<>();
        int[] seen = new int[10];
        try (OneWeight network = new OneWeight(5, compute)) {
            new Training(
                            weights -> new Sgd(weights, 0, 0),
                            LearningRate.constant(1e-9),
                            400,
                            3,
                            400,
                            Training.Sampling.POISSON,
                            SEED)
                    .run(
                            network,
                            batch -> {
                                sizes.add(batch.examples().length);
                                IntStream.of(batch.examples()).forEach(i -> seen[i]++);
                                return network.forward(batch.scope().ones(new ai.djl.ndarray.types.Shape(1)))
                                        .sum();
                            },
                            Split.none(10),
                            epoch -> {});
        }
        // 4 batches an epoch; each example is in one with chance .3: mean 480, deviation 18; sizes are binomial.
        assertThat(sizes).hasSize(1600).contains(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(IntStream.of(seen)).allMatch(times -> Math.abs(times - 480) < 75);
        assertThat(sizes.stream().filter(size -> size == 0).count() / 1600.).isEqualTo(Math.pow(.7, 10), within(.02));
    }

    @Test
    void aTrainingGoesOnFromItsCheckpointAsIfItHadNeverStopped() {
        for (Function<List<NDArray>, Optimizer> optimizer :
                List.<Function<List<NDArray>, Optimizer>>of(Adam::new, weights -> new Sgd(weights, .9, .01))) {
            List<byte[]> saved = new ArrayList<>();
            List<Epoch> whole = trained(optimizer, saved, -1);
            List<byte[]> resumed = new ArrayList<>(saved.subList(0, 3));

            assertThat(trained(optimizer, resumed, 2)).isEqualTo(whole);
            assertThat(resumed).hasSize(saved.size());
            assertThat(resumed.get(6)).isEqualTo(saved.get(6));
        }
    }

    /** @param from index of the checkpoint to go on from; -1: none */
    private static List<Epoch> trained(Function<List<NDArray>, Optimizer> optimizer, List<byte[]> saved, int from) {
        Checkpoints checkpoints = new Checkpoints() {
            @Override
            public Optional<byte[]> load() {
                return from < 0 ? Optional.empty() : Optional.of(saved.get(from));
            }

            @Override
            public void save(byte[] checkpoint) {
                saved.add(checkpoint);
            }
        };
        try (OneWeight network = new OneWeight(5, compute)) {
            return new Training(optimizer, LearningRate.cosine(.1, .2), 6, 2, 6, SEED)
                    .run(
                            network,
                            meanExample(network),
                            new Split(new int[] {0, 1, 2, 3}, new int[] {4}),
                            epoch -> {},
                            checkpoints);
        }
    }

    @Test
    void theFirstStepsOfAdamAreAsLongAsTheRate() {
        try (OneWeight network = new OneWeight(5, compute)) {
            new Training(Adam::new, LearningRate.constant(.1), 2, 2, 2, SEED)
                    .run(network, meanExample(network), new Split(new int[] {0, 2}, new int[0]), epoch -> {});

            // Second step: g = 7.8 after 8; mean (.1 x .9 x 8 + .1 x 7.8) / .19, square likewise.
            double mean = (.9 * .1 * 8 + .1 * 7.8) / (1 - .81);
            double square = (.999 * .001 * 64 + .001 * 7.8 * 7.8) / (1 - .999 * .999);
            assertThat(network.value()).isEqualTo(4.9 - .1 * mean / Math.sqrt(square), within(1e-5));
        }
    }

    @Test
    void theWeightsOfTheBestEpochAreKeptAndPatienceEnds() {
        List<Epoch> told = new ArrayList<>();
        try (OneWeight network = new OneWeight(0, compute)) {
            // It learns towards 10 in equal shares of what is left, and is judged by its distance to 6.
            training(50, 1, 3, .1)
                    .run(network, meanExample(network), new Split(new int[] {10}, new int[] {6}), told::add);

            double[] path = IntStream.rangeClosed(0, 8)
                    .mapToDouble(epoch -> 10 - 10 * Math.pow(.8, epoch))
                    .toArray();
            assertThat(path[4]).isEqualTo(5.904, within(1e-3));
            assertThat(network.value()).isEqualTo(path[4], within(1e-4));
            assertThat(told).extracting(Epoch::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void aNetworkThatOnlyGetsWorseIsGivenBackAsItCame() {
        try (OneWeight network = new OneWeight(6, compute)) {
            training(5, 1, 2, .1)
                    .run(network, meanExample(network), new Split(new int[] {10}, new int[] {6}), epoch -> {});

            assertThat(network.value()).isEqualTo(6);
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheTraining() {
        try (OneWeight network = new OneWeight(5, compute)) {
            assertThatThrownBy(() -> training(80, 1, 80, 1e3)
                            .run(network, meanExample(network), new Split(new int[] {1}, new int[0]), epoch -> {}))
                    .isInstanceOf(Divergence.class)
                    .hasMessageMatching("(the loss|weight 1 of 1, \\(1\\),) is .* in epoch \\d+, .*");
        }
    }

    /** Right until a batch of an epoch, then what is given. */
    private static Objective until(int epoch, int batch, Objective right, Objective wrong) {
        int[] learned = {0};
        return given -> {
            boolean now = given.learning() && learned[0]++ == 2 * (epoch - 1) + batch - 1;
            return (now ? wrong : right).loss(given);
        };
    }

    private static List<byte[]> savedUntilItDiverges(OneWeight network, Objective objective, String message) {
        List<byte[]> saved = new ArrayList<>();
        assertThatThrownBy(() -> training(5, 2, 5, .1)
                        .run(
                                network,
                                objective,
                                new Split(new int[] {0, 1, 2, 3}, new int[] {4}),
                                epoch -> {},
                                keeping(Optional.empty(), saved, new ArrayList<>())))
                .isInstanceOf(Divergence.class)
                .hasMessage(message);
        return saved;
    }

    private static Checkpoints keeping(Optional<byte[]> first, List<byte[]> saved, List<String> refused) {
        return new Checkpoints() {
            @Override
            public Optional<byte[]> load() {
                return first;
            }

            @Override
            public void save(byte[] checkpoint) {
                saved.add(checkpoint);
            }

            @Override
            public void refuse(String reason) {
                refused.add(reason);
            }
        };
    }

    @Test
    void aLossThatIsNoNumberIsNamedByItsBatchAndTheStepIsNotTaken() {
        try (OneWeight network = new OneWeight(5, compute)) {
            Objective right = meanExample(network);
            Objective wrong = batch -> right.loss(batch).mul(Float.NaN);

            assertThat(savedUntilItDiverges(
                            network, until(2, 1, right, wrong), "the loss is NaN in epoch 2, batch 1 of 2"))
                    .hasSize(2);
            assertThat(network.value()).isFinite();
        }
    }

    @Test
    void aGradientThatIsNoNumberIsNamedByItsBatchThoughTheLossIsOne() {
        try (OneWeight network = new OneWeight(5, compute)) {
            Objective right = meanExample(network);
            // The root has no slope at 0: 0 times infinity.
            Objective wrong = batch -> right.loss(batch)
                    .add(network.forward(batch.scope().zeros(new ai.djl.ndarray.types.Shape(1)))
                            .sqrt()
                            .sum());

            assertThat(savedUntilItDiverges(
                            network,
                            until(3, 2, right, wrong),
                            "the gradient in weight 1 of 1, (1), is not finite in epoch 3, batch 2 of 2"))
                    .hasSize(3);
            assertThat(network.value()).isFinite();
        }
    }

    @Test
    void anEpochWhoseValidationLossIsNoNumberLeavesNoCheckpoint() {
        try (OneWeight network = new OneWeight(5, compute)) {
            Objective right = meanExample(network);
            int[] judged = {0};
            Objective objective = batch ->
                    !batch.learning() && judged[0]++ == 1 ? right.loss(batch).mul(Float.NaN) : right.loss(batch);

            assertThat(savedUntilItDiverges(network, objective, "the validation loss is NaN in epoch 1, batch 1 of 1"))
                    .hasSize(1);
        }
    }

    @Test
    void aCheckpointThatHoldsWhatIsNoNumberIsRefusedAndTheTrainingStartsAgain() {
        List<byte[]> saved = new ArrayList<>();
        List<Epoch> whole = trained(Adam::new, saved, -1);
        byte[] loss = saved.get(2).clone();
        // Seed, best epoch, count, then two losses an epoch: the last one's validation.
        ByteBuffer.wrap(loss).putDouble(8 + 4 + 4 + 5 * 8, Double.NaN);
        byte[] weight = saved.get(2).clone();
        // After three epochs and its length, the best weight: one array of one side, and its value.
        ByteBuffer.wrap(weight).putInt(16 + 48 + 4 + 8 + 4 + 8, 0x0000c07f);

        for (byte[] poisoned : List.of(loss, weight)) {
            List<String> refused = new ArrayList<>();
            List<byte[]> again = new ArrayList<>();
            try (OneWeight network = new OneWeight(5, compute)) {
                assertThat(new Training(Adam::new, LearningRate.cosine(.1, .2), 6, 2, 6, SEED)
                                .run(
                                        network,
                                        meanExample(network),
                                        new Split(new int[] {0, 1, 2, 3}, new int[] {4}),
                                        epoch -> {},
                                        keeping(Optional.of(poisoned), again, refused)))
                        .isEqualTo(whole);
            }
            assertThat(refused).hasSize(1);
            assertThat(again.get(6)).isEqualTo(saved.get(6));
        }
    }

    @Test
    void weightsThatAreNoNumbersAreNeverWritten() {
        try (OneWeight network = new OneWeight(Double.POSITIVE_INFINITY, compute);
                OneWeight sound = new OneWeight(5, compute)) {
            assertThatThrownBy(() -> Weights.encode(network)).isInstanceOf(Divergence.class);
            byte[] written = Weights.encode(sound);
            assertThat(Weights.areFinite(written)).isTrue();
            written[written.length - 1] = 0x7f;
            written[written.length - 2] = (byte) 0xc0;
            assertThat(Weights.areFinite(written)).isFalse();
            assertThat(Weights.areFinite(new byte[3])).isFalse();
        }
    }

    @Test
    void everyExampleIsSeenOnceAnEpochAndInAnotherOrderEachTime() {
        List<Integer> seen = new ArrayList<>();
        try (OneWeight network = new OneWeight(5, compute)) {
            Objective objective = meanExample(network);
            training(2, 3, 2, .1)
                    .run(
                            network,
                            batch -> {
                                IntStream.of(batch.examples()).forEach(seen::add);
                                return objective.loss(batch);
                            },
                            Split.none(8),
                            epoch -> {});
        }
        assertThat(seen.subList(0, 8)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(seen.subList(8, 16)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(seen.subList(0, 8)).isNotEqualTo(seen.subList(8, 16));
    }

    @Test
    void nothingOfABatchOutlivesIt() {
        try (OneWeight network = new OneWeight(5, compute)) {
            int before = compute.manager().getManagedArrays().size();
            List<ai.djl.ndarray.NDManager> scopes = new ArrayList<>();
            Objective objective = meanExample(network);
            new Training(Adam::new, LearningRate.constant(.1), 3, 2, 3, SEED)
                    .run(
                            network,
                            batch -> {
                                scopes.add(batch.scope());
                                return objective.loss(batch);
                            },
                            new Split(new int[] {0, 1, 2, 3}, new int[] {4}),
                            epoch -> {});

            assertThat(compute.manager().getManagedArrays()).hasSize(before);
            assertThat(scopes).hasSize(3 * 2 + 4).noneMatch(ai.djl.ndarray.NDManager::isOpen);
        }
    }

    @Test
    void peopleAreSetAsideWhole() {
        List<SubjectId> subjects = IntStream.range(0, 40)
                .mapToObj(i -> new SubjectId("p" + i % 20))
                .toList();

        Split split = Split.byPerson(subjects, .25, SEED);

        assertThat(split.validation()).hasSize(10);
        assertThat(split.training()).hasSize(30);
        assertThat(IntStream.of(split.training()).mapToObj(subjects::get))
                .doesNotContainAnyElementsOf(
                        IntStream.of(split.validation()).mapToObj(subjects::get).toList());
    }

    @Test
    void aCosineRisesThenFallsToAlmostZero() {
        LearningRate rate = LearningRate.cosine(1, .2);

        assertThat(rate.at(0, 10)).isEqualTo(1 / 3., within(1e-9));
        assertThat(rate.at(1, 10)).isEqualTo(2 / 3., within(1e-9));
        assertThat(rate.at(2, 10)).isEqualTo(1, within(1e-9));
        assertThat(rate.at(6, 10)).isEqualTo(.5, within(1e-9));
        assertThat(rate.at(9, 10)).isEqualTo((1 + Math.cos(Math.PI * 7 / 8)) / 2, within(1e-9));
    }

    @Test
    void storedWeightsComeBackBitForBitAndOnlyIntoTheirOwnNetwork() {
        try (LinearRecognizer one = new LinearRecognizer("one", 1, compute);
                LinearRecognizer two = new LinearRecognizer("two", 2, compute);
                Network from = one.network();
                Network into = two.network();
                OneWeight other = new OneWeight(1, compute)) {
            byte[] stored = Weights.encode(from);
            Weights.decode(stored, into);

            assertThat(into.weights().get(0).toFloatArray())
                    .containsExactly(from.weights().get(0).toFloatArray());
            assertThatThrownBy(() -> Weights.decode(stored, other)).isInstanceOf(InputError.class);
            assertThatThrownBy(() -> Weights.decode(java.util.Arrays.copyOf(stored, stored.length - 1), into))
                    .isInstanceOf(InputError.class);
        }
    }

    @Test
    void epochZeroHasNothingLearned() {
        List<Epoch> told = new ArrayList<>();
        try (OneWeight network = new OneWeight(5, compute)) {
            List<Epoch> epochs = training(1, 1, 1, .1)
                    .run(network, meanExample(network), new Split(new int[] {1}, new int[] {2}), told::add);

            assertThat(epochs).isEqualTo(told);
            assertThat(epochs.get(0)).isEqualTo(new Epoch(0, OptionalDouble.empty(), OptionalDouble.of(9)));
        }
    }
}
