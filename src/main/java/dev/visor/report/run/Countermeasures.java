package dev.visor.report.run;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.RecognitionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tracker does to a photo before recognition, rung by rung.
 *
 * @param climbed the rungs that were run, in the suite's order
 * @param worst whether the record has the worst case over them
 * @param restricted the defenses that a rung was climbed against, where it was not against all
 */
public record Countermeasures(List<String> climbed, boolean worst, SortedMap<String, List<String>> restricted) {

    /** Not a rung: for every probe, the one that serves the tracker best. Stands in metrics only. */
    public static final String WORST = "worst";

    public Countermeasures {
        climbed = List.copyOf(climbed);
        restricted = Collections.unmodifiableSortedMap(new TreeMap<>(restricted));
    }

    /** Those that have metrics; in the order of the suite's setting, any others after these as they appear. */
    static Countermeasures of(RunInfo info, List<MetricValue> metrics) {
        Set<String> present = new LinkedHashSet<>();
        for (MetricValue value : metrics) {
            present.add(value.cell().countermeasure());
        }
        boolean worst = present.remove(WORST);
        List<String> climbed = new ArrayList<>();
        RecognitionSettings settings = info.recognition();
        settings.countermeasures().stream().filter(present::remove).forEach(climbed::add);
        climbed.addAll(present);
        SortedMap<String, List<String>> restricted = new TreeMap<>(settings.countermeasureDefenses());
        restricted.keySet().retainAll(climbed);
        return new Countermeasures(climbed, worst, restricted);
    }

    /** The one that headlines are about: the worst case if there was a ladder. */
    public String headline() {
        if (worst) {
            return WORST;
        }
        return climbed.isEmpty() || climbed.contains(Cell.NO_COUNTERMEASURE) ? Cell.NO_COUNTERMEASURE : climbed.get(0);
    }

    /** All, the worst case last. */
    public List<String> all() {
        List<String> all = new ArrayList<>(climbed);
        if (worst) {
            all.add(WORST);
        }
        return all;
    }

    /** Where a rung stands; those unknown at the end. */
    int order(String rung) {
        int index = all().indexOf(rung);
        return index < 0 ? all().size() : index;
    }
}
