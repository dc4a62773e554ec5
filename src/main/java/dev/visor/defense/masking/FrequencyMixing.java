package dev.visor.defense.masking;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.Seed;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** {@link AhmStyle} at work in one training. */
final class FrequencyMixing implements Masking {

    private final Masking base;
    private final MixCount k;
    private final double keep;
    private final double rate;
    private final NDManager memory;
    private final Strategy strategy;

    /** The running mean of rewards, and 1 once there is any; what is stored holds numbers only. */
    private final NDArray baseline;

    private final MixMetrics trainingMetrics = new MixMetrics();
    private Optional<Choice> last = Optional.empty();

    /**
     * A choice for a batch.
     *
     * @param states what the strategy looked at, [N, channels, 8, 8]; empty unless it did
     * @param choices k of each row, less 2
     * @param entropies of what each row's k was drawn from, in nats
     */
    private record Choice(TrainingBatch trainingBatch, float[] states, int[] choices, double[] entropies) {}

    FrequencyMixing(Masking base, AhmStyle.Params params, NDManager parent, Seed seed) {
        this.base = base;
        this.k = params.k();
        this.keep = params.baseline();
        this.rate = params.rate();
        this.memory = parent.newSubManager();
        this.strategy = new Strategy(memory, base.channels(), seed.generator());
        this.baseline = memory.zeros(new Shape(2));
    }

    @Override
    public int channels() {
        return base.channels();
    }

    @Override
    public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
        NDArray masked = base.maskForQuery(faces, random);
        float[] states = k == MixCount.ADAPTIVE ? states(masked) : new float[0];
        double[][] policy = policy(states, people.length);
        int[] choices =
                Arrays.stream(policy).mapToInt(row -> drawn(row, random)).toArray();
        int[] counts =
                Arrays.stream(choices).map(choice -> choice + MixCount.LEAST).toArray();
        TrainingBatch trainingBatch = Mixture.trainingBatch(masked, people, classes, Mixture.draw(counts, random));
        double[] entropies =
                Arrays.stream(policy).mapToDouble(MixMetrics::entropy).toArray();
        last = Optional.of(new Choice(trainingBatch, states, choices, entropies));
        return trainingBatch;
    }

    private static float[] states(NDArray masked) {
        return Strategy.unrecorded(() -> Strategy.states(masked).toFloatArray());
    }

    /** Returns the probability of each k, row by row. */
    private double[][] policy(float[] states, int rows) {
        double[][] policy = new double[rows][MixCount.CHOICES];
        if (k == MixCount.ADAPTIVE) {
            try (NDManager scope = memory.newSubManager()) {
                float[] logs = Strategy.unrecorded(
                        () -> strategy.logPolicy(tensor(states, scope)).toFloatArray());
                for (int i = 0; i < logs.length; i++) {
                    policy[i / MixCount.CHOICES][i % MixCount.CHOICES] = Math.exp(logs[i]);
                }
            }
            return policy;
        }
        for (double[] row : policy) {
            if (k == MixCount.UNIFORM) {
                Arrays.fill(row, 1. / MixCount.CHOICES);
            } else {
                row[k.choice()] = 1;
            }
        }
        return policy;
    }

    private NDArray tensor(float[] states, NDManager scope) {
        int place = base.channels() * Strategy.GRID * Strategy.GRID;
        return scope.create(states, new Shape(states.length / place, base.channels(), Strategy.GRID, Strategy.GRID));
    }

    private static int drawn(double[] policy, RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < policy.length - 1; i++) {
            left -= policy[i];
            if (left < 0) {
                return i;
            }
        }
        return lastPossible(policy);
    }

    private static int lastPossible(double[] policy) {
        int i = policy.length - 1;
        while (policy[i] == 0) {
            i--;
        }
        return i;
    }

    /** The strategy's turn: its reward is the loss of the row that it chose k for. */
    @Override
    public void learned(TrainingBatch trainingBatch, float[] losses) {
        Choice choice = last.filter(c -> c.trainingBatch() == trainingBatch && c.choices().length == losses.length)
                .orElseThrow(() -> new IllegalStateException("told the losses of another batch than the last one"));
        last = Optional.empty();
        trainingMetrics.add(trainingBatch.mixes(), choice.entropies(), losses);
        // In a batch too small for every k the loss is not that of the k that was chosen.
        if (k != MixCount.ADAPTIVE || losses.length < k.most()) {
            return;
        }
        float[] advantages = advantages(losses);
        try (NDManager scope = memory.newSubManager()) {
            strategy.step(tensor(choice.states(), scope), choice.choices(), advantages, rate);
        }
    }

    /** Over the rewards that were usual before this batch; none in the first batch, which only says what is usual. */
    private float[] advantages(float[] losses) {
        float mean = (float) MixMetrics.mean(losses);
        float before = baseline.getFloat(0);
        if (baseline.getFloat(1) == 0) {
            baseline.set(new float[] {mean, 1});
            return new float[losses.length];
        }
        baseline.set(new float[] {(float) (keep * before + (1 - keep) * mean), 1});
        float[] advantages = new float[losses.length];
        for (int i = 0; i < losses.length; i++) {
            advantages[i] = losses[i] - before;
        }
        return advantages;
    }

    @Override
    public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
        return base.maskForQuery(faces, random);
    }

    @Override
    public NDArray visualize(NDArray inputs) {
        return base.visualize(inputs);
    }

    /** The strategy and its baseline, so that a training can go on and what was learned from be made again. */
    @Override
    public List<NDArray> state() {
        if (k != MixCount.ADAPTIVE) {
            return List.of();
        }
        List<NDArray> state = new ArrayList<>(strategy.weights());
        state.add(baseline);
        return state;
    }

    @Override
    public Map<String, Double> trainingMetrics() {
        return trainingMetrics.tell();
    }

    @Override
    public void close() {
        strategy.close();
        memory.close();
        base.close();
    }
}
