package dev.visor.report.run;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.RowChart;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.entry.Ledger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The cost of protection and recognition in time and passes. */
public final class Throughput {

    private Throughput() {}

    public static Optional<Section> section(Run run) {
        Map<Protection, MetricValue> protect = firsts(run, "protect_images_per_s", Protection::of);
        Map<String, MetricValue> embed =
                firsts(run, "embed_images_per_s", v -> v.cell().model());
        List<Block> blocks = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        List<Protection> protections = run.protections(Stream.concat(
                protect.keySet().stream(), run.info().ledgers().stream().map(Throughput::protection)));
        if (!protect.isEmpty()) {
            figures.add(chart(
                    run,
                    "protect-images-per-s",
                    "Photos protected per second",
                    protections.stream()
                            .filter(protect::containsKey)
                            .map(p -> bar(p.label(), protect.get(p), run.color(p.defense())))
                            .toList()));
        }
        if (!embed.isEmpty()) {
            List<String> models = run.models(embed.values().stream());
            figures.add(chart(
                    run,
                    "embed-images-per-s",
                    "Faces embedded per second",
                    models.stream().map(v -> bar(v, embed.get(v), 0)).toList()));
        }
        if (!figures.isEmpty()) {
            blocks.add(new Block.Charts(figures));
        }
        if (!protections.isEmpty()) {
            blocks.add(new Block.Tabular(protectTable(run, protections, protect)));
        }
        if (!embed.isEmpty()) {
            blocks.add(new Block.Tabular(embedTable(run, embed)));
        }
        return Section.of(run.prefix() + "throughput", "Throughput", blocks);
    }

    private static <K> Map<K, MetricValue> firsts(Run run, String metric, Function<MetricValue, K> key) {
        Map<K, MetricValue> firsts = new LinkedHashMap<>();
        run.of(metric).forEach(value -> firsts.putIfAbsent(key.apply(value), value));
        return firsts;
    }

    /** The number stands beside the name: next to a fast control the bar of a slow defense is too short to see. */
    private static RowChart.Bar bar(String name, MetricValue value, int color) {
        return new RowChart.Bar(name + "  " + Text.speed(value.value()), value.value(), value.interval(), color);
    }

    private static Figure chart(Run run, String id, String title, List<RowChart.Bar> bars) {
        return new Figure(
                run.prefix() + id,
                "Bar chart: " + title.toLowerCase(Locale.ROOT) + "; the numbers are in the table below.",
                title + ", warm-up left out. " + device(run) + ".",
                ink -> RowChart.bars(ink, "per second", bars));
    }

    private static Table protectTable(Run run, List<Protection> protections, Map<Protection, MetricValue> protect) {
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Protection protection : protections) {
            Optional<MetricValue> speed = Optional.ofNullable(protect.get(protection));
            Optional<Ledger> ledger = run.info().ledgers().stream()
                    .filter(l -> protection(l).equals(protection))
                    .findFirst();
            rows.add(new Row(
                    run.stubs(protection),
                    List.of(
                            speed(speed),
                            ledger.filter(l -> l.perPhotoSeconds() > 0)
                                    .map(l -> Value.of(Text.speed(l.perPhotoSeconds())))
                                    .orElseGet(() -> Value.missing("every photo came from the store")),
                            passes(ledger, Ledger::forward),
                            passes(ledger, Ledger::backward),
                            speed.map(v -> Value.of(Text.count(v.n()))).orElseGet(Value::missing)),
                    !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        return new Table(
                run.prefix() + "protect-speed",
                "Protecting photos",
                "Photos a second and seconds a photo, warm-up left out; faces that the defense sent forward and backward"
                        + " through its surrogates: compare defenses at equal passes. n: photos timed. "
                        + device(run) + ".",
                List.of("surrogate", "defense"),
                List.of(
                        Column.number("photos/s"),
                        Column.number("s/photo"),
                        Column.number("forward"),
                        Column.number("backward"),
                        Column.number("n")),
                rows);
    }

    private static Table embedTable(Run run, Map<String, MetricValue> embed) {
        List<Row> rows = new ArrayList<>();
        for (String model : run.models(embed.values().stream())) {
            MetricValue value = embed.get(model);
            rows.add(new Row(
                    List.of(model), List.of(speed(Optional.of(value)), Value.of(Text.count(value.n()))), false));
        }
        return new Table(
                run.prefix() + "embed-speed",
                "Embedding faces",
                "Faces embedded a second, warm-up left out. n: faces timed. " + device(run) + ".",
                List.of("recognizer"),
                List.of(Column.number("faces/s"), Column.number("n")),
                rows);
    }

    private static Value speed(Optional<MetricValue> value) {
        return value.map(v -> new Value(
                        Text.speed(v.value()),
                        v.interval().map(i -> Text.speed(i.low()) + "–" + Text.speed(i.high())).stream()
                                .toList(),
                        Optional.empty()))
                .orElseGet(() -> Value.missing("not timed: nothing was computed, or warm-up only"));
    }

    private static Value passes(Optional<Ledger> ledger, Function<Ledger, Long> passes) {
        return ledger.map(l -> Value.of(Text.count(passes.apply(l)))).orElseGet(Value::missing);
    }

    public static Protection protection(Ledger ledger) {
        return new Protection(
                ledger.defense(), ledger.surrogates().isEmpty() ? "-" : String.join("+", ledger.surrogates()));
    }

    public static String device(Run run) {
        return "Device: " + run.info().environment().device() + ", "
                + Text.plural(run.info().environment().threads(), "thread");
    }
}
