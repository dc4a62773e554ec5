package dev.visor.diagnosis;

import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiConsumer;

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

    /** Finds curves along a parameter, whatever values some further parameters have. */
    static List<Curve> along(String parameter, List<String> ignored, List<RunInfo.Entry> entries) {
        Map<String, List<RunInfo.Entry>> alike = new LinkedHashMap<>();
        for (RunInfo.Entry entry : entries) {
            if (number(entry.params().get(parameter)).isPresent()) {
                Map<String, Object> rest = new TreeMap<>(entry.params());
                rest.remove(parameter);
                ignored.forEach(rest::remove);
                alike.computeIfAbsent(entry.type() + " " + entry.implementation() + " " + rest, k -> new ArrayList<>())
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

    /** Returns the value of the parameter of that point. */
    double value(int at) {
        return value(rising.get(at));
    }

    /** Hands over every two places, the lower first: by the higher one, then by the lower. */
    void pairs(BiConsumer<Integer, Integer> consumer) {
        for (int high = 1; high < size(); high++) {
            for (int low = 0; low < high; low++) {
                consumer.accept(low, high);
            }
        }
    }

    private double value(RunInfo.Entry entry) {
        return number(entry.params().get(parameter)).orElseThrow();
    }

    /** A number as an entry holds it, a fraction such as {@code 12/255} as well; empty if it is none. */
    private static OptionalDouble number(Object value) {
        String[] fraction = String.valueOf(value).split("/", 2);
        try {
            double numerator = Double.parseDouble(fraction[0]);
            return OptionalDouble.of(fraction.length == 1 ? numerator : numerator / Double.parseDouble(fraction[1]));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
