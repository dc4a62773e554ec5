package dev.visor.report.run;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
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
 * The countermeasures of a run, in the suite's order.
 *
 * @param applied the countermeasures that were run, in the suite's order
 * @param worst whether the record has the worst case over them
 * @param restricted the defenses that a countermeasure was applied to, where it was not against all
 */
public record Countermeasures(List<String> applied, boolean worst, SortedMap<String, List<String>> restricted) {

    /** The tracker does nothing. */
    public static final String NONE = "none";

    /**
     * Stands for no countermeasure, but for every probe for the one that serves the tracker best. Stands in metrics
     * only.
     */
    public static final String WORST = "worst";

    public Countermeasures {
        applied = List.copyOf(applied);
        restricted = Collections.unmodifiableSortedMap(new TreeMap<>(restricted));
    }

    /**
     * Lists the countermeasures of a tracker that have metrics, none of which is an owner with a key; in the order of the suite's setting, any others after these as they
     * appear.
     */
    static Countermeasures of(RunInfo info, List<MetricValue> metrics) {
        Set<String> present = new LinkedHashSet<>();
        for (MetricValue value : metrics) {
            if (value.cell().attackerAccess() != AttackerAccess.KEY) {
                present.add(value.cell().countermeasure());
            }
        }
        boolean worst = present.remove(WORST);
        List<String> applied = new ArrayList<>();
        RecognitionSettings settings = info.recognition();
        settings.countermeasures().stream().filter(present::remove).forEach(applied::add);
        applied.addAll(present);
        SortedMap<String, List<String>> restricted = new TreeMap<>(settings.countermeasureDefenses());
        restricted.keySet().retainAll(applied);
        return new Countermeasures(applied, worst, restricted);
    }

    /** The one that headlines are about: the worst case if there was more than one. */
    public String headline() {
        if (worst) {
            return WORST;
        }
        return applied.isEmpty() || applied.contains(NONE) ? NONE : applied.get(0);
    }

    /** Names the attacker whom {@link #headline} is about, to begin a sentence with. */
    public String against() {
        return worst
                ? "Against an attacker who takes for every photo the best of %s,"
                        .formatted(Text.plural(applied.size(), "countermeasure"))
                : "Nobody adapted in this run. Against an attacker who leaves the photo as it is,";
    }

    /** All, the worst case last. */
    public List<String> all() {
        List<String> all = new ArrayList<>(applied);
        if (worst) {
            all.add(WORST);
        }
        return all;
    }

    /** Says of a cell's attack in a few words what came before it: nothing where the photo was left as it is. */
    static String after(Cell cell) {
        return switch (cell.countermeasure()) {
            case NONE -> "";
            case WORST -> ", worst case";
            default -> ", after " + cell.countermeasure();
        };
    }

    /** Returns the place of a countermeasure in the order; those unknown at the end. */
    int order(String countermeasure) {
        int index = all().indexOf(countermeasure);
        return index < 0 ? all().size() : index;
    }
}
