package dev.visor.catalog.exchange;

import dev.visor.attack.Countermeasure;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.Cell;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A suite as a job is made of it and a result scored by it: no defense but the control, one seed, and every countermeasure but those
 * for which the tracker would have to protect further photos.
 *
 * @param overrides what was set to make it so, the user's own words first
 */
public record SuiteForJobs(ResolvedSuite suite, Overrides overrides) {

    /**
     * Makes one of a suite of the catalog.
     *
     * @param asked what the user sets; which defenses does not matter
     * @throws dev.visor.core.InputError with one line for each problem, or if the suite inverts
     */
    public static SuiteForJobs of(Catalog catalog, String suite, Overrides asked) {
        ResolvedSuite whole = catalog.suite(suite, asked);
        String untrained = whole.countermeasures().stream()
                .filter(countermeasure -> !needsFurtherPhotos(countermeasure.plugin()))
                .map(Entry::id)
                .collect(Collectors.joining(", ", "[", "]"));
        List<String> sets = new ArrayList<>(asked.sets());
        sets.add("defenses=[" + Cell.CONTROL + "]");
        sets.add("countermeasures=" + untrained);
        caveat(whole).ifPresent(caveat -> sets.add("caveat=\"" + caveat + "\""));
        sets.add("countermeasure_defenses={}");
        sets.add("surrogate_defenses={}");
        sets.add("probe_limits={}");
        sets.add("seeds=[" + whole.suite().seeds().get(0) + "]");
        return again(catalog, suite, new Overrides(sets, List.of(), asked.attacks(), asked.models()));
    }

    private static boolean needsFurtherPhotos(Countermeasure countermeasure) {
        return countermeasure.trains() || countermeasure.draws() > 1;
    }

    /** Tells, after what the suite tells itself, which countermeasures are left out; empty if none is. */
    private static Optional<String> caveat(ResolvedSuite whole) {
        List<String> trained = whole.countermeasures().stream()
                .filter(countermeasure -> needsFurtherPhotos(countermeasure.plugin()))
                .map(Entry::id)
                .toList();
        String before = whole.caveat().isEmpty() ? "" : whole.caveat().replaceAll("[\"\\\\]", "'") + "; ";
        return trained.isEmpty()
                ? Optional.empty()
                : Optional.of("%s%s, for which further photos would have to be protected, took no part"
                        .formatted(before, String.join(", ", trained)));
    }

    /** Makes the one of a job again. */
    public static SuiteForJobs again(Catalog catalog, String suite, List<String> settings) {
        return again(catalog, suite, Overrides.read(settings));
    }

    private static SuiteForJobs again(Catalog catalog, String suite, Overrides overrides) {
        return new SuiteForJobs(catalog.suite(suite, overrides), overrides);
    }

    /** Returns what was set, as a job tells of it. */
    public List<String> settings() {
        return suite.overrides();
    }
}
