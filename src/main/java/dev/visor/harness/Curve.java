package dev.visor.harness;

import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Defenses of one type whose parameters are equal but for one, in rising order of that one. */
final class Curve {

    private final String parameter;
    private final List<RunInfo.Entry> rising;

    private Curve(String parameter, List<RunInfo.Entry> entries) {
        this.parameter = parameter;
        this.rising =
                entries.stream().sorted(Comparator.comparingDouble(this::value)).toList();
    }

    /** All curves along a parameter, those of a single entry among them. */
    static List<Curve> along(String parameter, List<RunInfo.Entry> entries) {
        return along(parameter, List.of(), entries);
    }

    /** Likewise, whatever values some further parameters have. */
    static List<Curve> along(String parameter, List<String> ignored, List<RunInfo.Entry> entries) {
        Map<String, List<RunInfo.Entry>> alike = new LinkedHashMap<>();
        for (RunInfo.Entry entry : entries) {
            if (entry.params().containsKey(parameter)) {
                Map<String, Object> rest = new TreeMap<>(entry.params());
                rest.remove(parameter);
                ignored.forEach(rest::remove);
                alike.computeIfAbsent(
                                entry.type() + " " + entry.version() + " " + entry.implementation() + " " + rest,
                                k -> new ArrayList<>())
                        .add(entry);
            }
        }
        return alike.values().stream().map(list -> new Curve(parameter, list)).toList();
    }

    int size() {
        return rising.size();
    }

    /** The id of an entry. */
    String entry(int at) {
        return rising.get(at).id();
    }

    /** Its value of the parameter. */
    double value(int at) {
        return value(rising.get(at));
    }

    private double value(RunInfo.Entry entry) {
        String[] fraction = String.valueOf(entry.params().get(parameter)).split("/");
        double numerator = Double.parseDouble(fraction[0]);
        return fraction.length == 1 ? numerator : numerator / Double.parseDouble(fraction[1]);
    }
}
