package dev.visor.stats;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one rule by which verdicts on reconstructions are held to be more than luck: {@code inversion_top1_p}, of names permuted over people, is
 * 0.05 or less, and of several seeds in every one.
 *
 * <p>A jury decides by majority, and often agrees on nobody, so that its chance is below one over the people. What it is, {@code
 * inversion_top1_chance} tells, for each attack on each defense.
 */
public final class AboveChance {

    public static final String EXPECTED = "inversion_top1_chance";
    public static final String P = "inversion_top1_p";

    private static final String TOP1 = "inversion_top1";
    private static final double LEVEL = .05;

    private final Map<Verdict, List<MetricValue>> expected;
    private final Map<Verdict, List<MetricValue>> p;
    private final Map<Control, Double> controls;

    /** A verdict over all seeds. */
    private record Verdict(String defense, String attack) {

        static Verdict of(MetricValue value) {
            return new Verdict(value.cell().defense(), value.cell().attack());
        }
    }

    private record Control(Verdict verdict, Pairing pairing) {}

    private AboveChance(List<MetricValue> values, int people) {
        this.expected = byVerdict(values, EXPECTED);
        this.p = byVerdict(values, P);
        this.controls = controls(values, people);
    }

    /**
     * Tells what a run says of chance.
     *
     * @param values as they were recorded
     * @param people of the gallery
     */
    public static AboveChance of(List<MetricValue> values, int people) {
        return new AboveChance(values, people);
    }

    private static Map<Verdict, List<MetricValue>> byVerdict(List<MetricValue> values, String metric) {
        return values.stream()
                .filter(value -> value.metric().equals(metric) && value.pairing() == Pairing.RECONSTRUCTED_CLEAN)
                .collect(Collectors.groupingBy(Verdict::of));
    }

    /** Whether it was tested; records of an older Visor lack it. */
    public boolean tested(String defense, String attack) {
        return p.containsKey(new Verdict(defense, attack));
    }

    /** Whether the right person came first more often than by luck. */
    public boolean exceeded(String defense, String attack) {
        List<MetricValue> all = p.getOrDefault(new Verdict(defense, attack), List.of());
        return !all.isEmpty() && all.stream().allMatch(value -> value.value() <= LEVEL);
    }

    /** The share of right names that luck gives, over the seeds. */
    public Optional<Double> expected(String defense, String attack) {
        List<MetricValue> all = expected.getOrDefault(new Verdict(defense, attack), List.of());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        all.stream().mapToDouble(MetricValue::value).average().orElseThrow());
    }

    /** The highest p of the seeds, which decides. */
    public Optional<Double> p(String defense, String attack) {
        return p.getOrDefault(new Verdict(defense, attack), List.of()).stream()
                .map(MetricValue::value)
                .max(Double::compare);
    }

    /** Returns the span from the least to the most that luck gives in any verdict. */
    public Optional<Interval> span() {
        List<Double> all = expected.values().stream()
                .flatMap(List::stream)
                .map(MetricValue::value)
                .sorted()
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Interval(all.get(0), all.get(all.size() - 1)));
    }

    /**
     * Whether wrong people came first more often than by luck: a binomial test against the chance of the same verdict, adjusted by Holm over all
     * controls of the run, as there are hundreds; of several seeds in every one.
     *
     * @param control {@code MISNAMED_CLEAN} or {@code STRANGER_CLEAN}
     */
    public boolean fooled(String defense, String attack, Pairing control) {
        return controls.getOrDefault(new Control(new Verdict(defense, attack), control), 1.) <= LEVEL;
    }

    private Map<Control, Double> controls(List<MetricValue> values, int people) {
        Map<Control, Double> all = new LinkedHashMap<>();
        values.stream()
                .filter(value -> value.metric().equals(TOP1)
                        && (value.pairing() == Pairing.MISNAMED_CLEAN || value.pairing() == Pairing.STRANGER_CLEAN))
                .forEach(value -> expected.getOrDefault(Verdict.of(value), List.of()).stream()
                        .filter(chance -> chance.cell().equals(value.cell()))
                        .forEach(chance -> all.merge(
                                new Control(Verdict.of(value), value.pairing()),
                                luck(value, chance, people),
                                Math::max)));
        List<Control> keys = new ArrayList<>(all.keySet());
        double[] adjusted = Holm.adjusted(
                all.values().stream().mapToDouble(Double::doubleValue).toArray());
        for (int i = 0; i < keys.size(); i++) {
            all.put(keys.get(i), adjusted[i]);
        }
        return all;
    }

    /** A jury that agreed on nobody at all would else be fooled by a single hit. */
    private static double luck(MetricValue control, MetricValue chance, int people) {
        long hits = Math.round(control.value() * control.n());
        double least = 1. / control.n() / people;
        return Binomial.atLeast(hits, control.n(), Math.max(chance.value(), least));
    }
}
