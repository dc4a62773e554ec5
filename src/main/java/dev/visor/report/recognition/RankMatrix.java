package dev.visor.report.recognition;

import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.ProbeOutcomes.Judge;
import dev.visor.report.run.Resolution;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.run.TableScope;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.report.table.Value.Shade;
import dev.visor.result.Cells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Surrogate x model matrices of Rank-N-T and Rank-N-UT, laid out as Tables 4 and 3 of the TIP-IM paper. */
public final class RankMatrix {

    private enum Goal {
        UNTARGETED(
                "Rank-1-UT / Rank-5-UT",
                "rank1_untargeted",
                "rank5_untargeted",
                "share of probes without a photo of their own subject among the nearest 1 / nearest 5 gallery photos"),
        TARGETED(
                "Rank-1-T / Rank-5-T",
                "rank1_targeted",
                "rank5_targeted",
                "share of probes with a target's photo among the nearest 1 / nearest 5 gallery photos");

        private final String title;
        private final String rank1;
        private final String rank5;
        private final String definition;

        Goal(String title, String rank1, String rank5, String definition) {
            this.title = title;
            this.rank1 = rank1;
            this.rank5 = rank5;
            this.definition = definition;
        }
    }

    private RankMatrix() {}

    public static Optional<Section> section(Run run) {
        List<Block> blocks = new ArrayList<>();
        for (TableScope slice : run.slices(values(run))) {
            List<Block> tables = new ArrayList<>();
            for (Goal goal : Goal.values()) {
                table(run, slice, goal).ifPresent(table -> tables.add(new Block.Tabular(table)));
            }
            blocks.addAll(slice.isHeadline(run) ? tables : slice.folded(tables));
        }
        FaceLoss.block(run).ifPresent(blocks::add);
        return Section.of(run.prefix() + "identification", "Identification: who is this?", blocks);
    }

    private static Stream<MetricValue> values(Run run) {
        return Stream.of(Goal.values()).flatMap(goal -> Stream.concat(run.of(goal.rank1), run.of(goal.rank5)));
    }

    private static Optional<Table> table(Run run, TableScope slice, Goal goal) {
        List<MetricValue> values = values(run)
                .filter(v -> v.metric().equals(goal.rank1) || v.metric().equals(goal.rank5))
                .filter(slice::holds)
                .filter(v -> v.pairing() == Pairing.PROTECTED_CLEAN || v.pairing() == Pairing.CLEAN_CLEAN)
                .toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<String> models = run.models(values.stream());
        List<Column> columns = new ArrayList<>(Column.numbers(models));
        columns.add(Column.number("n"));
        Map<Judge, Double> chances =
                goal == Goal.UNTARGETED && slice.isHeadline(run) ? Comparisons.againstNone(run) : Map.of();
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : run.protections(values.stream().map(Protection::of))) {
            boolean newGroup = !protection.surrogates().equals(above) || protection.isControl();
            rows.add(row(run, goal, protection, models, values, newGroup, chances));
            above = protection.surrogates();
        }
        Table table = new Table(
                run.prefix() + Text.slug(goal.title) + "-" + slice.slug(),
                goal.title + title(run, slice),
                caption(goal, slice, values),
                List.of("surrogate", "defense"),
                columns,
                rows);
        return Optional.of(Resolution.note(run, table, values.stream().mapToLong(MetricValue::n), "probes"));
    }

    private static String title(Run run, TableScope slice) {
        String what =
                slice.alignment() == Alignment.PHOTO ? ", the shared photo" : ", the protected crop (as in the papers)";
        return what + slice.tracker() + (slice.isHeadline(run) ? " (headline)" : "");
    }

    private static String caption(Goal goal, TableScope slice, List<MetricValue> values) {
        return ("Percent: %s; higher protects better. * white-box: the model is a surrogate. Smaller lines: 95 %% intervals"
                        + " of rank 1, then of rank 5. %s n = %s probes. The row none is the clean control.")
                .formatted(
                        goal.definition,
                        slice.words(),
                        Text.range(values.stream().mapToLong(MetricValue::n)));
    }

    private static Row row(
            Run run,
            Goal goal,
            Protection protection,
            List<String> models,
            List<MetricValue> values,
            boolean newGroup,
            Map<Judge, Double> chances) {
        List<MetricValue> own =
                values.stream().filter(v -> Protection.of(v).equals(protection)).toList();
        List<Value> cells = new ArrayList<>();
        for (String model : models) {
            Optional<MetricValue> rank1 = find(own, model, goal.rank1);
            Optional<MetricValue> rank5 = find(own, model, goal.rank5);
            Value cell = cell(run, rank1, rank5);
            cells.add(rank1.map(value -> cell.shaded(shade(run, goal, value, rank5, chances)))
                    .orElse(cell));
        }
        LongStream n = own.stream().mapToLong(MetricValue::n);
        cells.add(Value.of(Text.range(n)));
        return new Row(run.stubs(protection), cells, newGroup);
    }

    private static Shade shade(
            Run run, Goal goal, MetricValue rank1, Optional<MetricValue> rank5, Map<Judge, Double> chances) {
        List<String> lines = new ArrayList<>();
        lines.add(counted("rank 1", rank1));
        rank5.ifPresent(value -> lines.add(counted("rank 5", value)));
        Optional.ofNullable(chances.get(Judge.of(rank1.cell())))
                .ifPresent(
                        p -> lines.add(Comparisons.chance(p) + " against none, exact McNemar test, adjusted by Holm"));
        lines.add((Run.whiteBox(rank1) ? "white-box, cell " : "cell ") + Cells.shortId(rank1.cell()));
        return new Shade(rank1.value(), lines, goal == Goal.UNTARGETED ? TrialData.key(run, rank1) : "");
    }

    /** {@code rank 1: 47 of 100 probes, 95 % interval 37.5–56.7}. */
    private static String counted(String what, MetricValue value) {
        return "%s: %s of %s probes%s"
                .formatted(
                        what,
                        Text.count(Math.round(value.value() * value.n())),
                        Text.count(value.n()),
                        value.interval()
                                .map(i -> ", 95 % interval " + Text.percent(value.interval()))
                                .orElse(""));
    }

    private static Optional<MetricValue> find(List<MetricValue> values, String model, String metric) {
        return values.stream()
                .filter(v -> v.cell().model().equals(model) && v.metric().equals(metric))
                .min(Comparator.comparing(v -> v.pairing() != Pairing.PROTECTED_CLEAN));
    }

    private static Value cell(Run run, Optional<MetricValue> rank1, Optional<MetricValue> rank5) {
        if (rank1.isEmpty() && rank5.isEmpty()) {
            return Value.missing(run.absence());
        }
        String mark = Stream.of(rank1, rank5).flatMap(Optional::stream).anyMatch(Run::whiteBox) ? "*" : "";
        String text = rate(rank1) + "/" + rate(rank5) + mark;
        List<String> details = Stream.of(rank1, rank5)
                .flatMap(Optional::stream)
                .map(v -> Text.percent(v.interval()))
                .filter(interval -> !interval.isEmpty())
                .toList();
        return new Value(text, details, Optional.empty());
    }

    private static String rate(Optional<MetricValue> value) {
        return value.map(v -> Text.percent(v.value())).orElse(Value.DASH);
    }
}
