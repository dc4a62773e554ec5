package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Rule;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A comparison of a base run's numbers with a new run's.
 *
 * @param base folder of the base run, likewise {@code now}
 * @param probes that both runs have
 * @param dropped probes of the base run that the new run lacks
 * @param added probes of the new run that the base run lacks
 * @param trials how far single trials agree
 * @param rows regressions first
 * @param notes what else differs between the runs, a sentence each
 * @param ungated metrics of the base run that no rule speaks of
 */
public record Comparison(
        String base,
        String now,
        Gate gate,
        int probes,
        int dropped,
        int added,
        TrialAgreement trials,
        List<Row> rows,
        List<String> notes,
        List<String> ungated) {

    public Comparison {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        ungated = List.copyOf(ungated);
    }

    /** The metrics that a rule may speak of: those that are made of single probes. */
    public static Set<String> metrics() {
        return Metrics.registry().gateable();
    }

    /**
     * Compares two completed runs.
     *
     * @throws InputError if a record is broken or unfinished, if the runs share no probe, or if the gate is about nothing in the base
     */
    public static Comparison of(RunRecord base, RunRecord now, Gate gate) {
        return of(base, now, gate, Map.of());
    }

    /**
     * Compares two completed runs, or two defenses of one.
     *
     * @param defenses of the base run, each with that of the new run it is compared with; others are compared with those of their name
     * @throws InputError as above, and if a run lacks one of the defenses
     */
    public static Comparison of(RunRecord base, RunRecord now, Gate gate, Map<String, String> defenses) {
        Side first = new Side(base, Metrics.registry());
        Side second = second(base, first, now, Metrics.registry());
        defenses.forEach((one, other) -> {
            requireDefense(first, one);
            requireDefense(second, other);
        });
        return of(first, second, gate, defenses);
    }

    private static void requireDefense(Side side, String defense) {
        Set<String> known = new TreeSet<>();
        side.numbers().forEach(number -> known.add(number.cell().defense()));
        if (!known.contains(defense)) {
            throw new InputError("%s has no defense \"%s\" to compare; it has %s"
                    .formatted(side.name(), defense, String.join(", ", known)));
        }
    }

    /** Compares two runs by the metrics of a registry. */
    public static Comparison of(RunRecord base, RunRecord now, Gate gate, MetricRegistry registry) {
        Side first = new Side(base, registry);
        return of(first, second(base, first, now, registry), gate, Map.of());
    }

    /** The new run; a record that is compared with itself, as two of its defenses are, is read once. */
    private static Side second(RunRecord base, Side first, RunRecord now, MetricRegistry registry) {
        return base.directory().equals(now.directory()) ? first : new Side(now, registry);
    }

    private static Comparison of(Side base, Side now, Gate gate, Map<String, String> defenses) {
        Selection selection = new Selection(gate, base.name(), base.numbers());
        selection.check();
        Map<MetricValue, Rule> rules = new LinkedHashMap<>();
        base.numbers().forEach(number -> selection.rule(number).ifPresent(rule -> rules.put(number, rule)));
        if (rules.isEmpty()) {
            throw new InputError("%s gates no number of %s: its metrics are %s"
                    .formatted(gate.source(), base.name(), String.join(", ", names(base.numbers()))));
        }
        Map<Key, MetricValue> numbers = new HashMap<>();
        now.numbers().forEach(number -> numbers.putIfAbsent(Key.of(number, number.cell()), number));
        Names counterparts =
                new Names(now.numbers().stream().map(MetricValue::cell).toList(), defenses);
        Map<MetricValue, Optional<Cell>> cells = new LinkedHashMap<>();
        base.numbers().forEach(number -> cells.put(number, counterparts.counterpart(number.cell())));
        Set<Cell> behind = trialsOf(base, rules.keySet(), number -> Optional.of(number.cell()));
        Set<Cell> opposite = trialsOf(now, rules.keySet(), cells::get);
        if (now == base) {
            opposite.addAll(behind);
        } else {
            base.read(behind);
        }
        now.read(opposite);

        Pairs pairs = new Pairs(base, now, gate);
        List<Measured> measured = new ArrayList<>();
        for (MetricValue number : base.numbers()) {
            Optional<MetricValue> other = cells.get(number).map(cell -> numbers.get(Key.of(number, cell)));
            if (rules.containsKey(number)) {
                double margin = rules.get(number).margin();
                measured.add(
                        other.isEmpty()
                                ? Measured.missing(number, cells.get(number), margin, true)
                                : compare(pairs, number, other.get(), margin));
            } else if (Speeds.METRICS.contains(number.metric())) {
                measured.add(other.map(o -> pairs.speed(number, o))
                        .orElseGet(() -> Measured.missing(
                                number,
                                cells.get(number),
                                gate.throughput().margin(),
                                gate.throughput().gated())));
            }
        }
        if (pairs.common() == 0 && pairs.onlyNow() > 0) {
            throw new InputError(
                    "%s and %s have no probe in common: %d against %d others; run both with the same protocol"
                            .formatted(base.name(), now.name(), pairs.onlyBase(), pairs.onlyNow()));
        }
        List<Row> rows = new Judge(gate).rows(measured);
        Set<String> ungated = names(base.numbers());
        rows.forEach(row -> ungated.remove(row.number().metric()));
        return new Comparison(
                base.name(),
                now.name(),
                gate,
                pairs.common(),
                pairs.onlyBase(),
                pairs.onlyNow(),
                TrialAgreement.of(base, now, paired(behind, counterparts), fars(base)),
                rows,
                Notes.of(base, now),
                List.copyOf(ungated));
    }

    /** The worst of the gated rows. */
    public Verdict verdict() {
        return rows.stream()
                .filter(Row::gated)
                .map(Row::verdict)
                .min(Verdict::compareTo)
                .orElse(Verdict.PASS);
    }

    /** The gated rows with that verdict. */
    public List<Row> gated(Verdict verdict) {
        return rows.stream()
                .filter(row -> row.gated() && row.verdict() == verdict)
                .toList();
    }

    /** One sentence, such as {@code inconclusive: of 9 gated rows 0 regression, 3 inconclusive, 6 pass; ...}. */
    public String sentence() {
        long gated = rows.stream().filter(Row::gated).count();
        return String.format(
                Locale.ROOT,
                "%s: of %d gated rows %d regression, %d inconclusive, %d pass%s",
                verdict().word(),
                gated,
                gated(Verdict.REGRESSION).size(),
                gated(Verdict.INCONCLUSIVE).size(),
                gated(Verdict.PASS).size(),
                verdict() == Verdict.INCONCLUSIVE ? enough() : "");
    }

    /** Returns the number of probes that would settle every row that a number of probes can settle. */
    private String enough() {
        OptionalLong most = gated(Verdict.INCONCLUSIVE).stream()
                .filter(row -> !row.isSpeed())
                .map(Row::needed)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .max();
        return most.isPresent() ? "; about " + most.getAsLong() + " probes would settle them" : "";
    }

    private record Key(String cell, Pairing pairing, String metric, String far) {

        static Key of(MetricValue number, Cell cell) {
            return new Key(
                    cell.id(),
                    number.pairing(),
                    number.metric(),
                    number.far().map(Object::toString).orElse("-"));
        }
    }

    /** The cells that numbers are made of: of a net rate, those of its control too. */
    private static Set<Cell> trialsOf(
            Side side, Set<MetricValue> numbers, Function<MetricValue, Optional<Cell>> cells) {
        Set<Cell> wanted = new HashSet<>();
        for (MetricValue number : numbers) {
            Optional<Cell> cell = cells.apply(number);
            cell.ifPresent(c -> wanted.addAll(side.countermeasures(c)));
            if (side.net(number).isPresent()) {
                cell.ifPresent(c -> wanted.addAll(side.countermeasures(NetRates.control(c))));
            }
        }
        return wanted;
    }

    private static Map<Cell, Cell> paired(Set<Cell> cells, Names counterparts) {
        Map<Cell, Cell> paired = new HashMap<>();
        cells.forEach(cell -> counterparts.counterpart(cell).ifPresent(other -> paired.put(cell, other)));
        return paired;
    }

    private static Set<Far> fars(Side side) {
        return side.numbers().stream().flatMap(number -> number.far().stream()).collect(Collectors.toSet());
    }

    private static Measured compare(Pairs pairs, MetricValue number, MetricValue counterpart, double margin) {
        return switch (pairs.kind(number)) {
            case OF_PHOTOS -> pairs.quality(number, counterpart, margin);
            case OF_CONTROL -> pairs.net(number, counterpart, margin);
            case OF_TRIALS -> pairs.rate(number, counterpart, margin);
        };
    }

    private static Set<String> names(List<MetricValue> numbers) {
        Set<String> names = new LinkedHashSet<>();
        numbers.forEach(number -> names.add(number.metric()));
        return names;
    }
}
