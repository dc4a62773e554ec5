package dev.visor.attack.inversion.network;

import dev.visor.attack.InversionTask;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a network on an attack's own photos: so many steps of Adam, whose rate falls along a cosine after a short rise.
 *
 * @param steps in all
 * @param batch photos a step
 * @param rate at the top
 */
public record AttackTraining(int steps, int batch, double rate) {

    /** Share of the steps over which the rate rises. */
    private static final double WARMUP = .05;

    /**
     * Trains in place; photos come in shuffled rounds, the last of which may end early.
     *
     * @param photos how many there are to learn from
     * @param what is learned, in a word
     */
    public void learn(Network net, Objective objective, int photos, InversionTask task, String what) {
        Split order = new Split(
                rounds(photos, steps * batch, task.random().derive(what).generator()), new int[0]);
        new Training(
                        Adam::new,
                        LearningRate.cosine(rate, WARMUP),
                        1,
                        batch,
                        1,
                        task.random().derive("train " + what))
                .run(
                        net,
                        objective,
                        order,
                        epoch -> epoch.training()
                                .ifPresent(loss -> task.progress()
                                        .accept(String.format(
                                                Locale.ROOT, "%s: %d steps, mean loss %.4f", what, steps, loss))));
    }

    /** Draws as many indices as asked for: every photo once, then every photo once more in another order. */
    public static int[] rounds(int photos, int length, RandomGenerator random) {
        List<Integer> all = new ArrayList<>();
        while (all.size() < length) {
            List<Integer> round =
                    new ArrayList<>(IntStream.range(0, photos).boxed().toList());
            for (int i = photos - 1; i > 0; i--) {
                Collections.swap(round, i, random.nextInt(i + 1));
            }
            all.addAll(round);
        }
        return all.stream().limit(length).mapToInt(i -> i).toArray();
    }
}
