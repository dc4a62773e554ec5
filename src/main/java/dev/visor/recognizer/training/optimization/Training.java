package dev.visor.recognizer.training.optimization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.Seed;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.optimization.Objective.Batch;
import dev.visor.recognizer.training.optimization.Objective.Slope;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Mini-batch training that keeps the weights of its best epoch.
 *
 * @param optimizer made for the weights: {@code Adam::new}
 * @param batch examples a step; the last batch of an epoch may be smaller
 * @param patience epochs without a better validation loss after which training stops
 * @param sampling how examples come to be in a batch
 */
public record Training(
        Function<List<NDArray>, Optimizer> optimizer,
        LearningRate rate,
        int epochs,
        int batch,
        int patience,
        Sampling sampling,
        Seed seed) {

    /** A way in which an epoch's examples come to be in its batches. */
    public enum Sampling {
        /** Each in one, in an order of its own in every epoch. */
        SHUFFLED,
        /**
         * Each in every one with the same chance, independently: batches differ in size, and can be empty. What accountants of private
         * training take for granted.
         */
        POISSON
    }

    /** Makes a training with shuffled batches. */
    public Training(
            Function<List<NDArray>, Optimizer> optimizer,
            LearningRate rate,
            int epochs,
            int batch,
            int patience,
            Seed seed) {
        this(optimizer, rate, epochs, batch, patience, Sampling.SHUFFLED, seed);
    }

    /**
     * One pass over the training examples.
     *
     * @param number from 1; 0 is the network as it came
     * @param training mean loss while learning; empty in epoch 0
     * @param validation mean loss on the examples set aside, afterwards; empty if there are none
     */
    public record Epoch(int number, OptionalDouble training, OptionalDouble validation) {}

    public Training {
        if (epochs < 1 || batch < 1 || patience < 1) {
            throw new IllegalArgumentException("epochs, batch and patience must be at least 1, got %d, %d and %d"
                    .formatted(epochs, batch, patience));
        }
    }

    /**
     * Trains in place. The network ends with the weights of the epoch of smallest validation loss, be it those it came with; with
     * nobody to validate on, those of the last epoch.
     *
     * @param progress told of every epoch once it is over
     * @return the epochs, epoch 0 first
     * @throws Divergence if a loss, a gradient or a weight is no finite number
     */
    public List<Epoch> run(Network network, Objective objective, Split split, Consumer<Epoch> progress) {
        return run(network, objective, split, progress, Checkpoints.none());
    }

    /**
     * Runs the training, going on from a checkpoint if there is one, and leaving one after each epoch.
     *
     * @param progress not told again of the epochs before the checkpoint
     * @return all epochs, those before the checkpoint, too
     */
    public List<Epoch> run(
            Network network, Objective objective, Split split, Consumer<Epoch> progress, Checkpoints checkpoints) {
        network.weights().forEach(Gradients::leaf);
        TrainingProgress soFar = new TrainingProgress(seed);
        try (Optimizer steps = optimizer.apply(network.weights())) {
            checkpoints.load().ifPresent(bytes -> resume(soFar, bytes, network, steps, checkpoints));
            while (soFar.next() <= epochs && soFar.waited() <= patience) {
                int number = soFar.next();
                OptionalDouble learned =
                        number == 0 ? OptionalDouble.empty() : learn(number, network, objective, split, steps);
                Finite.arrays(
                        network.state(),
                        "weight",
                        String.format(Locale.ROOT, "epoch %d, after its last batch", number));
                Epoch epoch = new Epoch(number, learned, validate(number, network, objective, split));
                soFar.add(epoch, network);
                progress.accept(epoch);
                checkpoints.save(soFar.encode(network, steps));
            }
            Weights.decode(soFar.best(), network);
        }
        return soFar.epochs();
    }

    /** Goes on from a checkpoint; from the start, if that holds what no training can go on from. */
    private static void resume(
            TrainingProgress soFar, byte[] checkpoint, Network network, Optimizer steps, Checkpoints checkpoints) {
        Optional<String> unsound = TrainingProgress.unsound(checkpoint);
        if (unsound.isPresent()) {
            checkpoints.refuse(unsound.get());
        } else {
            soFar.decode(checkpoint, network, steps);
        }
    }

    private OptionalDouble learn(int epoch, Network network, Objective objective, Split split, Optimizer optimizer) {
        Seed seed = this.seed.derive("epoch " + epoch);
        List<int[]> batches =
                switch (sampling) {
                    case SHUFFLED -> batches(shuffled(split.training(), seed.generator()));
                    case POISSON -> drawn(split.training(), seed.generator());
                };
        int seen = 0;
        double sum = 0;
        for (int b = 0; b < batches.size(); b++) {
            double rate = this.rate.at((epoch - 1) * batches.size() + b, epochs * batches.size());
            Seed drawn = seed.derive("batch " + b);
            String when = String.format(Locale.ROOT, "epoch %d, batch %d of %d", epoch, b + 1, batches.size());
            sum += step(network, objective, optimizer, batches.get(b), drawn, rate, when) * batches.get(b).length;
            seen += batches.get(b).length;
        }
        return OptionalDouble.of(sum / Math.max(1, seen));
    }

    private static int[] shuffled(int[] examples, RandomGenerator random) {
        List<Integer> order = Arrays.stream(examples).boxed().collect(Collectors.toCollection(ArrayList::new));
        Split.shuffle(order, random);
        return order.stream().mapToInt(i -> i).toArray();
    }

    /** Draws as many batches as a shuffled epoch has, on average of the same size. */
    private List<int[]> drawn(int[] examples, RandomGenerator random) {
        return IntStream.range(0, batches(examples).size())
                .mapToObj(b -> Arrays.stream(examples)
                        .filter(i -> random.nextDouble() * examples.length < batch)
                        .toArray())
                .toList();
    }

    private static double step(
            Network network,
            Objective objective,
            Optimizer optimizer,
            int[] examples,
            Seed seed,
            double rate,
            String when) {
        try (NDManager scope = network.weights().get(0).getManager().newSubManager()) {
            Gradients.record(true);
            Slope slope = objective.slope(new Batch(scope, examples, seed.generator(), true), network.weights());
            double loss = Finite.number(slope.loss(), "the loss", when);
            withoutGraph(() -> {
                Finite.gradients(slope.gradients(), when);
                optimizer.step(slope.gradients(), rate);
            });
            return loss;
        }
    }

    private OptionalDouble validate(int epoch, Network network, Objective objective, Split split) {
        if (split.validation().length == 0) {
            return OptionalDouble.empty();
        }
        List<int[]> batches = batches(split.validation());
        double sum = 0;
        for (int b = 0; b < batches.size(); b++) {
            int[] examples = batches.get(b);
            Seed drawn = seed.derive("validation " + b);
            try (NDManager scope = network.weights().get(0).getManager().newSubManager()) {
                float[] loss = new float[1];
                withoutGraph(() -> loss[0] = objective
                        .loss(new Batch(scope, examples, drawn.generator(), false))
                        .getFloat());
                String when = String.format(Locale.ROOT, "epoch %d, batch %d of %d", epoch, b + 1, batches.size());
                sum += Finite.number(loss[0], "the validation loss", when) * examples.length;
            }
        }
        return OptionalDouble.of(sum / split.validation().length);
    }

    private List<int[]> batches(int[] examples) {
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < examples.length; from += batch) {
            batches.add(Arrays.copyOfRange(examples, from, Math.min(from + batch, examples.length)));
        }
        return batches;
    }

    private static void withoutGraph(Runnable work) {
        Gradients.record(false);
        try {
            work.run();
        } finally {
            Gradients.record(true);
        }
    }
}
