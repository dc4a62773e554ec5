package dev.visor.report.recognition;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.RemovalMetrics;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The photos after their owner took the protection back with the key, and after another person's key. */
public final class RemovalSection {

    /** The rate that tells whether people are recognized again, the first that was measured. */
    private static final List<String> RATES = List.of("recall", "rank1_untargeted", "psr_dodging");

    private RemovalSection() {}

    /** Returns the section; empty for a run in which nothing was taken back. */
    public static Optional<Section> section(Run run) {
        List<String> removals = run.info().recognition().countermeasures().stream()
                .filter(run.info().recognition().keys()::containsKey)
                .toList();
        Optional<String> rate = RATES.stream()
                .filter(metric -> run.of(metric).anyMatch(RemovalSection::afterRemoval))
                .findFirst();
        return rate.isEmpty()
                ? Optional.empty()
                : Section.of(
                        run.prefix() + "removal",
                        "The key: what its owner gets back",
                        List.of(new Block.Tabular(table(run, rate.get(), removals))));
    }

    private static boolean afterRemoval(MetricValue value) {
        return value.cell().attackerAccess() == AttackerAccess.KEY;
    }

    private static Table table(Run run, String rate, List<String> removals) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number(rate + ", clean"));
        columns.add(Column.number("as shared"));
        removals.forEach(removal -> columns.add(Column.number("after " + removal)));
        removals.forEach(removal -> columns.add(Column.number("PSNR after " + removal + ", dB")));
        columns.add(Column.number("lost, %"));
        List<Row> rows = run
                .protections(run.of(rate).filter(RemovalSection::afterRemoval).map(Protection::of))
                .stream()
                .map(protection -> new Row(run.stubs(protection), values(run, protection, rate, removals), false))
                .toList();
        return new Table(
                run.prefix() + "removal",
                "After a removal",
                ("%s of protected probes against a clean gallery, percent, means over all models with the means of the wider ends"
                                + " of their 95 %% intervals: without any defense, as the photos are shared, and after each removal."
                                + " PSNR holds the face after the removal against the original; lost is the share of values that the"
                                + " right key does not give back, cut off at 0 and 255. No worst case counts a removal: a tracker has"
                                + " no key, unless it leaks.")
                        .formatted(rate),
                List.of("surrogate", "defense"),
                columns,
                rows);
    }

    private static List<Value> values(Run run, Protection protection, String rate, List<String> removals) {
        List<Value> values = new ArrayList<>();
        values.add(mean(of(run, rate, Cell.NO_COUNTERMEASURE)
                .filter(value -> value.cell().defense().equals(Cell.CONTROL))));
        values.add(mean(of(run, rate, Cell.NO_COUNTERMEASURE)
                .filter(value -> Protection.of(value).equals(protection))));
        removals.forEach(removal -> values.add(
                mean(of(run, rate, removal).filter(value -> Protection.of(value).equals(protection)))));
        removals.forEach(removal -> values.add(quality(run, RemovalMetrics.PSNR, removal, protection, 1, 1)));
        values.add(
                removals.isEmpty()
                        ? Value.missing()
                        : quality(run, RemovalMetrics.LOST, removals.get(0), protection, 100, 2));
        return values;
    }

    private static Stream<MetricValue> of(Run run, String rate, String countermeasure) {
        return run.of(rate)
                .filter(value -> value.pairing() == Pairing.PROTECTED_CLEAN
                        && value.cell().alignment() == run.alignment()
                        && value.cell().countermeasure().equals(countermeasure));
    }

    private static Value mean(Stream<MetricValue> values) {
        return MeanRate.ofDependent(values.toList())
                .map(mean -> Value.of(Text.percent(mean.value()), Text.percent(mean.interval())))
                .orElseGet(Value::missing);
    }

    private static Value quality(
            Run run, String metric, String removal, Protection protection, double scale, int places) {
        return run.of(metric)
                .filter(value -> value.cell().countermeasure().equals(removal)
                        && Protection.of(value).equals(protection))
                .findFirst()
                .map(value -> Value.of(Text.fixed(scale * value.value(), places)))
                .orElseGet(Value::missing);
    }
}
