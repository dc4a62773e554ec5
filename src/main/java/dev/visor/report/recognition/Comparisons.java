package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.ProbeOutcomes;
import dev.visor.report.run.ProbeOutcomes.Judge;
import dev.visor.report.run.ProbeOutcomes.Probe;
import dev.visor.report.run.Resolution;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.report.table.Value.Shade;
import dev.visor.stats.Holm;
import dev.visor.stats.McNemar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Tells which differences between defenses are more than chance: each against the control, and against the best of the
 * others.
 */
public final class Comparisons {

    private static final Protection NONE = new Protection(Cell.CONTROL, "-");
    private static final double CHANCE = .05;

    /** The shade of a difference that is more than chance. */
    private static final double SURE = .45;

    private final Run run;
    private final List<Protection> protections;
    private final List<String> models;

    private Comparisons(Run run) {
        this.run = run;
        ProbeOutcomes fates = run.fates();
        List<Judge> judges = fates.judges().filter(j -> searched(fates, j)).toList();
        this.protections = run.protections(judges.stream().map(Judge::protection));
        List<String> seen = judges.stream().map(Judge::model).distinct().toList();
        this.models = run.models(Measure.SEARCH.values(run)).stream()
                .filter(seen::contains)
                .toList();
    }

    /** Makes the section; empty without trials of searches. */
    public static Optional<Section> section(Run run) {
        Comparisons comparisons = new Comparisons(run);
        List<Block> blocks = new ArrayList<>();
        comparisons
                .table("none", "each defense against none", p -> Optional.of(NONE))
                .ifPresent(table -> blocks.add(new Block.Tabular(table)));
        comparisons
                .table("best", "each defense against the best of the others", comparisons::best)
                .ifPresent(table -> blocks.add(new Block.Tabular(table)));
        blocks.addAll(comparisons.pairs());
        return Section.of(run.prefix() + "comparisons", "Paired comparisons: which differences are real?", blocks);
    }

    /** Returns p of each judge's protection against the control, adjusted as in the table; empty without trials. */
    static Map<Judge, Double> againstNone(Run run) {
        Comparisons comparisons = new Comparisons(run);
        Map<Judge, McNemar> tests = new LinkedHashMap<>();
        comparisons.protections.stream()
                .filter(protection -> !protection.isControl())
                .forEach(protection -> comparisons.test(protection, NONE, tests));
        return adjusted(tests);
    }

    /** One table for each defense that the others can be held against, on the same surrogates. */
    private List<Block> pairs() {
        List<String> defenses = protections.stream()
                .filter(protection -> !protection.isControl())
                .map(Protection::defense)
                .distinct()
                .toList();
        if (defenses.size() < 3) {
            return List.of();
        }
        return defenses.stream()
                .flatMap(
                        defense -> table(
                                Text.slug("pair-" + defense),
                                "each defense against " + defense,
                                own -> rival(own, defense))
                                .stream())
                .map(table -> (Block) new Block.Details(table.title(), List.of(new Block.Tabular(table))))
                .toList();
    }

    private Optional<Protection> rival(Protection own, String defense) {
        return protections.stream()
                .filter(p -> p.defense().equals(defense) && !own.defense().equals(defense))
                .filter(p -> !p.usesSurrogates()
                        || !own.usesSurrogates()
                        || p.surrogates().equals(own.surrogates()))
                .findFirst();
    }

    private static boolean searched(ProbeOutcomes fates, Judge judge) {
        return fates.probes(judge).stream().anyMatch(p -> fates.hidden(judge, p).isPresent());
    }

    /** The defense with the highest black-box rate among those on the same surrogates and those that use none. */
    private Optional<Protection> best(Protection own) {
        return protections.stream()
                .filter(p -> !p.isControl() && !p.equals(own))
                .filter(p -> !p.usesSurrogates() || p.surrogates().equals(own.surrogates()))
                .max(Comparator.comparingDouble(this::rate));
    }

    private double rate(Protection protection) {
        return MeanRate.of(Measure.SEARCH
                        .blackBox(run, run.countermeasures().headline())
                        .filter(v -> Protection.of(v).equals(protection))
                        .toList())
                .map(MeanRate::value)
                .orElse(-1.);
    }

    private Optional<Table> table(String id, String title, Function<Protection, Optional<Protection>> rivals) {
        Map<Judge, McNemar> tests = new LinkedHashMap<>();
        Map<Protection, Protection> against = new LinkedHashMap<>();
        for (Protection protection : protections) {
            Optional<Protection> rival = rivals.apply(protection).filter(r -> !protection.isControl());
            rival.ifPresent(r -> {
                against.put(protection, r);
                test(protection, r, tests);
            });
        }
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        Map<Judge, Double> adjusted = adjusted(tests);
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : against.keySet()) {
            rows.add(row(
                    protection,
                    against.get(protection),
                    tests,
                    adjusted,
                    !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.words("against"));
        columns.addAll(Column.numbers(models));
        columns.add(Column.number("n"));
        Table table = new Table(
                run.prefix() + "mcnemar-" + id,
                "Rank-1-UT, " + title,
                String.format(
                        Locale.ROOT,
                        "Difference in percentage points on the probes that both protected, %s; positive protects better. Smaller"
                                + " lines: p of the exact %s, adjusted by Holm over the %d tests of this table;"
                                + " below 0.05 the difference is more than chance. * white-box: the model is a surrogate."
                                + " n: shared probes.",
                        run.countermeasures().worst() ? "worst case over the countermeasures" : "photo untouched",
                        overPeople() ? "sign test over people, each of whom counts once" : "McNemar test",
                        tests.size()),
                List.of("surrogate", "defense"),
                columns,
                rows);
        return Optional.of(overPeople() ? table : noted(table, tests.values()));
    }

    /** Whether a person has probes in several splits. */
    private boolean overPeople() {
        return run.info().protocol().inSplits();
    }

    private static Table noted(Table table, Collection<McNemar> tests) {
        long most = tests.stream().mapToLong(McNemar::pairs).max().orElseThrow();
        double disagreements = tests.stream()
                .mapToDouble(test -> (test.onlyFirst() + test.onlySecond()) / (double) test.pairs())
                .average()
                .orElseThrow();
        return Resolution.note(table, most, disagreements);
    }

    private Row row(
            Protection protection,
            Protection rival,
            Map<Judge, McNemar> tests,
            Map<Judge, Double> adjusted,
            boolean newGroup) {
        List<Value> cells = new ArrayList<>();
        cells.add(Value.of(rival.defense()));
        List<McNemar> own = new ArrayList<>();
        for (String model : models) {
            Optional<Judge> judge = judge(protection, model).filter(tests::containsKey);
            judge.ifPresent(j -> own.add(tests.get(j)));
            cells.add(judge.map(j -> value(j, tests.get(j), adjusted.get(j)))
                    .orElseGet(() -> Value.missing(run.absence())));
        }
        LongStream pairs = own.stream().mapToLong(McNemar::pairs);
        cells.add(Value.of(Text.range(pairs)));
        return new Row(run.stubs(protection), cells, newGroup);
    }

    private static Value value(Judge judge, McNemar test, double p) {
        String sign = test.difference() > 0 ? "+" : "";
        String points = sign + Text.percent(test.difference()).replace('-', '−') + (judge.whiteBox() ? "*" : "");
        Shade shade = new Shade(
                p < CHANCE ? SURE : 0,
                List.of("%s: %s protected by this one alone, %s by the other alone, of %s"
                        .formatted(
                                p < CHANCE ? "more than chance" : "may be chance",
                                Text.count(test.onlyFirst()),
                                Text.count(test.onlySecond()),
                                Text.count(test.pairs()))),
                "");
        return Value.of(points, chance(p)).shaded(shade);
    }

    /** {@code p 0.013}. */
    static String chance(double p) {
        return p < .001 ? "p < 0.001" : "p " + Text.fixed(p, 3);
    }

    private Optional<Judge> judge(Protection protection, String model) {
        return run.fates()
                .judges()
                .filter(j -> j.protection().equals(protection) && j.model().equals(model))
                .findFirst();
    }

    private void test(Protection protection, Protection rival, Map<Judge, McNemar> tests) {
        for (String model : models) {
            Optional<Judge> one = judge(protection, model);
            Optional<Judge> other = judge(rival, model);
            if (one.isPresent() && other.isPresent()) {
                pair(one.get(), other.get()).ifPresent(test -> tests.put(one.get(), test));
            }
        }
    }

    private Optional<McNemar> pair(Judge one, Judge other) {
        ProbeOutcomes fates = run.fates();
        Set<Probe> shared = new LinkedHashSet<>(fates.probes(one));
        shared.retainAll(fates.probes(other));
        List<Probe> judged = shared.stream()
                .filter(p -> fates.hidden(one, p).isPresent()
                        && fates.hidden(other, p).isPresent())
                .toList();
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        boolean[] first = new boolean[judged.size()];
        boolean[] second = new boolean[judged.size()];
        for (int i = 0; i < first.length; i++) {
            first[i] = fates.hidden(one, judged.get(i)).orElseThrow();
            second[i] = fates.hidden(other, judged.get(i)).orElseThrow();
        }
        return Optional.of(
                overPeople()
                        ? McNemar.ofPeople(
                                first,
                                second,
                                judged.stream().map(Probe::subject).toList())
                        : McNemar.of(first, second));
    }

    private static Map<Judge, Double> adjusted(Map<Judge, McNemar> tests) {
        double[] p = Holm.adjusted(
                tests.values().stream().mapToDouble(McNemar::pValue).toArray());
        Map<Judge, Double> adjusted = new LinkedHashMap<>();
        int i = 0;
        for (Judge judge : tests.keySet()) {
            adjusted.put(judge, p[i++]);
        }
        return adjusted;
    }
}
