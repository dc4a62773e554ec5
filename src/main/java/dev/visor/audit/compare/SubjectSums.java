package dev.visor.audit.compare;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Better;
import dev.visor.stats.Difference;
import dev.visor.stats.PairedBootstrap;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The single values of two runs summed over each subject, who is what a bootstrap draws. */
final class SubjectSums {

    private static final int BEFORE = 0;
    private static final int AFTER = 1;
    private static final int NUMBER = 2;

    private final Map<SubjectId, double[]> bySubject = new TreeMap<>();

    /** Adds what both runs measured of one thing. */
    void add(SubjectId subject, double before, double after) {
        double[] sums = bySubject.computeIfAbsent(subject, s -> new double[3]);
        sums[BEFORE] += before;
        sums[AFTER] += after;
        sums[NUMBER]++;
    }

    /** The sum over all values of the base run. */
    double before() {
        return Arrays.stream(column(BEFORE)).sum();
    }

    /** The sum over all values of the new run. */
    double after() {
        return Arrays.stream(column(AFTER)).sum();
    }

    /** New less base, turned so that more is better for the subject. */
    Difference difference(Better better, Seed seed) {
        boolean lower = better == Better.LOWER;
        return PairedBootstrap.of(column(lower ? AFTER : BEFORE), column(lower ? BEFORE : AFTER), column(NUMBER), seed);
    }

    private double[] column(int column) {
        return bySubject.values().stream().mapToDouble(sums -> sums[column]).toArray();
    }
}
