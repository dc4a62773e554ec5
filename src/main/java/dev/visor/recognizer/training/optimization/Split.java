package dev.visor.recognizer.training.optimization;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A division of examples into those that are learned from and those that tell when to stop.
 *
 * @param training indices
 * @param validation indices of others; empty: training goes to its end
 */
public record Split(int[] training, int[] validation) {

    public Split {
        if (training.length == 0) {
            throw new IllegalArgumentException("there is no example to learn from");
        }
    }

    /** Learns from all of them. */
    public static Split none(int examples) {
        return new Split(IntStream.range(0, examples).toArray(), new int[0]);
    }

    /**
     * Sets people aside.
     *
     * @param subjects who is on each example
     * @param share of the people that validate, [0, 1); at least one person learns
     */
    public static Split byPerson(List<SubjectId> subjects, double share, Seed seed) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("the validating share must lie in [0, 1), got " + share);
        }
        List<SubjectId> people = new ArrayList<>(new LinkedHashSet<>(subjects));
        shuffle(people, seed.derive("split").generator());
        Set<SubjectId> aside = new HashSet<>(people.subList(0, (int) (share * people.size())));
        return new Split(
                IntStream.range(0, subjects.size())
                        .filter(i -> !aside.contains(subjects.get(i)))
                        .toArray(),
                IntStream.range(0, subjects.size())
                        .filter(i -> aside.contains(subjects.get(i)))
                        .toArray());
    }

    /** Fisher and Yates, with a generator of the domain. */
    static <T> void shuffle(List<T> items, RandomGenerator random) {
        for (int i = items.size() - 1; i > 0; i--) {
            Collections.swap(items, i, random.nextInt(i + 1));
        }
    }
}
