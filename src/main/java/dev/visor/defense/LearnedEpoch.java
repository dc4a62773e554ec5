package dev.visor.defense;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures of one epoch, or round, in which a perturbation was learned.
 *
 * @param number from 1
 * @param figures by a word of the defense's own, each a mean over the epoch's mini-batches, before the step that each led to; finite
 */
public record LearnedEpoch(int number, SortedMap<String, Double> figures) {

    public LearnedEpoch {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        if (number < 1 || !figures.values().stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "an epoch has a number from 1 and finite figures, got %d and %s".formatted(number, figures));
        }
    }
}
