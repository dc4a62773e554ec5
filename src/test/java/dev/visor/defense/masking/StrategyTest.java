package dev.visor.defense.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StrategyTest {

    private static final int CHANNELS = 2;

    /** What each k of each of two faces would earn. */
    private static final float[][] REWARDS = {{.3f, 1.2f, .5f, 2, -.4f}, {1, .1f, .7f, -.2f, 1.5f}};

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    /** All 25 outcomes of two choices, each weighed by how likely it is; whatever the baseline, it must not matter. */
    @Test
    void reinforceAgreesWithAnEnumerationOverK() {
        try (NDManager scope = compute.manager().newSubManager();
                Strategy strategy = opinionated(scope)) {
            NDArray states = states(scope);
            double[][] policy = policy(strategy, states);
            List<NDArray> expected = ofMeanReward(strategy, states);

            for (float baseline : new float[] {0, 1.3f}) {
                List<float[]> sums = zeros(expected);
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < 5; j++) {
                        float[] advantages = {REWARDS[0][i] - baseline, REWARDS[1][j] - baseline};
                        add(sums, strategy.gradient(states, new int[] {i, j}, advantages), policy[0][i] * policy[1][j]);
                    }
                }
                for (int w = 0; w < sums.size(); w++) {
                    float[] exact = expected.get(w).toFloatArray();
                    for (int i = 0; i < exact.length; i++) {
                        assertThat(sums.get(w)[i]).isCloseTo(exact[i], within(1e-6f));
                    }
                }
            }
        }
    }

    /** Minus the mean over faces of the sum over k of pi(k) x reward(k), differentiated as it stands. */
    private static List<NDArray> ofMeanReward(Strategy strategy, NDArray states) {
        strategy.weights().forEach(Gradients::leaf);
        float[] halves = new float[10];
        for (int i = 0; i < 10; i++) {
            halves[i] = -REWARDS[i / 5][i % 5] / 2;
        }
        NDArray rewards = states.getManager().create(halves, new Shape(2, 5));
        return Gradients.of(strategy.logPolicy(states).exp().mul(rewards).sum(), strategy.weights());
    }

    @Test
    void aDrawnStepPointsWhereTheEnumerationDoesInTheMean() {
        try (NDManager scope = compute.manager().newSubManager();
                Strategy strategy = opinionated(scope)) {
            NDArray states = states(scope);
            double[][] policy = policy(strategy, states);
            float[] exact = ofMeanReward(strategy, states).get(3).toFloatArray();
            RandomGenerator random = new Seed(4).generator();
            int draws = 2000;
            int[] choices = new int[2 * draws];
            float[] advantages = new float[2 * draws];
            for (int i = 0; i < 2 * draws; i++) {
                choices[i] = drawn(policy[i % 2], random);
                advantages[i] = REWARDS[i % 2][choices[i]] - .7f;
            }

            float[] mean = strategy.gradient(states.tile(new long[] {draws, 1, 1, 1}), choices, advantages)
                    .get(3)
                    .toFloatArray();

            for (int k = 0; k < 5; k++) {
                // One face's standard deviation is below .5.
                assertThat(mean[k]).isCloseTo(exact[k], within((float) (4 * .5 / Math.sqrt(2 * draws))));
            }
        }
    }

    @Test
    void stepsRaiseTheRewardedChoice() {
        try (NDManager scope = compute.manager().newSubManager();
                Strategy strategy = new Strategy(scope, CHANNELS, new Seed(1).generator())) {
            NDArray states = states(scope);
            assertThat(policy(strategy, states)[0]).containsOnly(new double[] {.2}, within(1e-6));

            for (int step = 0; step < 5; step++) {
                strategy.step(states, new int[] {1, 1}, new float[] {1, 1}, .1);
            }

            assertThat(policy(strategy, states)[0][1]).isGreaterThan(.25);
        }
    }

    @Test
    void seesTheMeanStrengthOfEveryPlace() {
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray maps = scope.ones(new Shape(1, 1, 16, 16)).neg();
            maps.set(new ai.djl.ndarray.index.NDIndex("0, 0, 0:2, 2:4"), 3);

            float[] seen = Strategy.states(maps).toFloatArray();

            float usual = (float) Math.sqrt(2 / Math.PI);
            assertThat(seen).hasSize(64);
            assertThat(seen[0]).isCloseTo(1 - usual, within(1e-6f));
            assertThat(seen[1]).isCloseTo(3 - usual, within(1e-6f));
        }
    }

    private static Strategy opinionated(NDManager scope) {
        Strategy strategy = new Strategy(scope, CHANNELS, new Seed(1).generator());
        RandomGenerator random = new Seed(2).generator();
        for (NDArray weight : strategy.weights()) {
            float[] values = new float[(int) weight.getShape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (.2 * random.nextGaussian());
            }
            weight.set(values);
        }
        return strategy;
    }

    private static NDArray states(NDManager scope) {
        float[] values = new float[2 * CHANNELS * 64];
        RandomGenerator random = new Seed(3).generator();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return scope.create(values, new Shape(2, CHANNELS, 8, 8));
    }

    private static double[][] policy(Strategy strategy, NDArray states) {
        float[] logs = Strategy.unrecorded(() -> strategy.logPolicy(states).toFloatArray());
        double[][] policy = new double[2][5];
        for (int i = 0; i < 10; i++) {
            policy[i / 5][i % 5] = Math.exp(logs[i]);
        }
        return policy;
    }

    private static int drawn(double[] policy, RandomGenerator random) {
        double left = random.nextDouble();
        int k = 0;
        while (k < 4 && left >= policy[k]) {
            left -= policy[k++];
        }
        return k;
    }

    private static List<float[]> zeros(List<NDArray> like) {
        List<float[]> zeros = new ArrayList<>();
        like.forEach(array -> zeros.add(new float[(int) array.getShape().size()]));
        return zeros;
    }

    private static void add(List<float[]> sums, List<NDArray> gradients, double factor) {
        for (int w = 0; w < sums.size(); w++) {
            float[] gradient = gradients.get(w).toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                sums.get(w)[i] += (float) (factor * gradient[i]);
            }
        }
    }
}
