package dev.visor.defense.person;

import dev.visor.defense.LearnedEpoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The way from gradients of several photos to one perturbation. */
public enum Update {
    /**
     * A step against the sign of the mean gradient after every mini-batch, in an order that is shuffled further every epoch: the code of Chameleon and
     * of Protego.
     */
    MINI_BATCH {
        @Override
        float[] learn(
                PersonPerturbation.Params params,
                Learning learning,
                RandomGenerator random,
                Consumer<LearnedEpoch> watch) {
            float[] perturbation = Learning.uniform(
                    learning.photo(0).pixels().length, params.start().most(params), random);
            AdaptiveWeight weight = new AdaptiveWeight(params.perceptibility(), params.limit());
            List<Integer> order = new ArrayList<>(learning.all());
            for (int epoch = 0; epoch < params.rounds(); epoch++) {
                shuffle(order, random);
                EpochMeans means = new EpochMeans(params);
                for (List<Integer> batch : Learning.batches(order, params.batch())) {
                    float[] current = perturbation;
                    List<float[]> added = batch.stream()
                            .map(photo -> learning.onto(photo, current))
                            .toList();
                    Learning.Slope slope = learning.slope(batch, added, true, weight.value(), epoch);
                    float[][] slopes = IntStream.range(0, batch.size())
                            .mapToObj(i -> learning.back(batch.get(i), slope.values()[i]))
                            .toArray(float[][]::new);
                    perturbation = descend(perturbation, slopes, params);
                    weight.adapt(slope.unlike());
                    means.add(slope);
                }
                watch.accept(means.epoch(epoch + 1));
            }
            return perturbation;
        }
    },
    /**
     * A step of every photo against the sign of their mean gradient; then the mean of what was added to them, cut to the budget, is added to each
     * anew: the code of OPOM. Each photo starts with noise of its own, not cut to 0..255.
     */
    SHARED {
        @Override
        float[] learn(
                PersonPerturbation.Params params,
                Learning learning,
                RandomGenerator random,
                Consumer<LearnedEpoch> watch) {
            List<float[]> images = new ArrayList<>();
            for (int i = 0; i < learning.size(); i++) {
                float[] pixels = learning.photo(i).pixels();
                images.add(sum(
                        pixels, Learning.uniform(pixels.length, params.start().most(params), random)));
            }
            float[] perturbation = new float[images.get(0).length];
            for (int round = 0; round < params.rounds(); round++) {
                List<float[]> slopes = new ArrayList<>();
                EpochMeans means = new EpochMeans(params);
                for (List<Integer> batch : Learning.batches(learning.all(), params.batch())) {
                    List<float[]> here = batch.stream().map(images::get).toList();
                    Learning.Slope slope = learning.slope(batch, here, false, 0, round);
                    slopes.addAll(List.of(slope.values()));
                    means.add(slope);
                }
                watch.accept(means.epoch(round + 1));
                perturbation = descend(meanChange(images, learning), slopes.toArray(float[][]::new), params);
                for (int i = 0; i < images.size(); i++) {
                    images.set(i, within(sum(learning.photo(i).pixels(), perturbation)));
                }
            }
            return perturbation;
        }
    };

    /**
     * Learns a perturbation.
     *
     * @param watch told of every epoch or round
     * @return planar, within the budget
     */
    abstract float[] learn(
            PersonPerturbation.Params params, Learning learning, RandomGenerator random, Consumer<LearnedEpoch> watch);

    /** A step against the sign of the mean gradient, within the budget. */
    static float[] descend(float[] perturbation, float[][] slopes, PersonPerturbation.Params params) {
        float step = (float) (params.step() * 255);
        float budget = (float) (params.epsilon() * 255);
        float[] next = new float[perturbation.length];
        for (int k = 0; k < next.length; k++) {
            double sum = 0;
            for (float[] slope : slopes) {
                sum += slope[k];
            }
            float moved = perturbation[k] - step * (float) Math.signum(sum);
            next[k] = Math.max(-budget, Math.min(budget, moved));
        }
        return next;
    }

    static float[] meanChange(List<float[]> images, Learning learning) {
        float[] mean = new float[images.get(0).length];
        for (int k = 0; k < mean.length; k++) {
            double sum = 0;
            for (int i = 0; i < images.size(); i++) {
                sum += images.get(i)[k] - learning.photo(i).pixels()[k];
            }
            mean[k] = (float) (sum / images.size());
        }
        return mean;
    }

    static float[] sum(float[] one, float[] other) {
        float[] sum = one.clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] += other[k];
        }
        return sum;
    }

    static float[] within(float[] pixels) {
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = Math.max(0, Math.min(255, pixels[k]));
        }
        return pixels;
    }

    /** Fisher and Yates. */
    private static void shuffle(List<Integer> order, RandomGenerator random) {
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
    }
}
