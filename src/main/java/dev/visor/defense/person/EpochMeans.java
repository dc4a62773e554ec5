package dev.visor.defense.person;

import dev.visor.defense.LearnedEpoch;
import java.util.SortedMap;
import java.util.TreeMap;

/** Means over the mini-batches of an epoch, as the code of Chameleon prints them: of what the losses count, before the step of each. */
final class EpochMeans {

    private final PersonPerturbation.Params params;
    private double features;
    private double unlike;
    private int batches;

    EpochMeans(PersonPerturbation.Params params) {
        this.params = params;
    }

    void add(Learning.Slope slope) {
        features += params.loss().counted(slope.loss());
        unlike += slope.unlike();
        batches++;
    }

    /** Returns the figures of the epoch with that number, from 1. */
    LearnedEpoch epoch(int number) {
        SortedMap<String, Double> figures = new TreeMap<>();
        params.loss().figure().ifPresent(word -> figures.put(word, features / batches));
        params.perceptibility().figure().ifPresent(word -> figures.put(word, unlike / batches));
        return new LearnedEpoch(number, figures);
    }
}
