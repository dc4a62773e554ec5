package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answers of services and of the models beside them about probes that they recognize, and services at thresholds of their own. */
public final class Services {

    private static final String RECOGNIZED = "_recognized";
    private static final String OWN = "_own";
    private static final String SIMILARITY = "similarity" + RECOGNIZED;

    private Services() {}

    /** Whether the metric has its place here, and nowhere else on the page. */
    static boolean tell(String metric) {
        return metric.endsWith(RECOGNIZED) || metric.endsWith(OWN);
    }

    public static Optional<Section> section(Run run) {
        List<Block> blocks = new ArrayList<>();
        recognized(run).ifPresent(table -> blocks.add(new Block.Tabular(table)));
        own(run).ifPresent(table -> blocks.add(new Block.Tabular(table)));
        return Section.of(run.prefix() + "services", "Services, as the papers ask them", blocks);
    }

    private static Optional<Table> recognized(Run run) {
        List<MetricValue> values = values(run, RECOGNIZED);
        List<Column> columns = Column.numbers(List.of(
                "probes",
                "subject not at rank 1",
                "target at rank 1",
                "target in the top 5",
                "similarity to the subject"));
        return table(
                run,
                values,
                "recognized",
                "Probes that the model recognizes unprotected",
                "Percent, with 95 % intervals; higher protects better. The first probes that are at rank 1 under none, each model"
                        + " its own, as Yang et al., ICCV 2021, asked a service. The similarity, of a scale that each service has"
                        + " to itself, is to another photo of the subject, over the comparisons that were answered (n): the row"
                        + " none tells it before, the others after.",
                columns,
                cells -> List.of(
                        count(cells),
                        rate(run, cells, "rank1_untargeted" + RECOGNIZED),
                        rate(run, cells, "rank1_targeted" + RECOGNIZED),
                        rate(run, cells, "rank5_targeted" + RECOGNIZED),
                        similarity(run, cells)));
    }

    private static Optional<Table> own(Run run) {
        List<MetricValue> values = values(run, OWN);
        List<Asked> asked =
                values.stream().map(Asked::of).distinct().sorted(Asked.ORDER).toList();
        return table(
                run,
                values,
                "own-thresholds",
                "At the services' own thresholds",
                "Percent, with 95 % intervals; higher protects better. Each score is judged at the thresholds that came in the same"
                        + " answer; their FAR is what the service claims, of people whom nobody else knows. What was not answered"
                        + " counts as not protected.",
                Column.numbers(asked.stream().map(Asked::words).toList()),
                cells -> asked.stream()
                        .map(question -> rate(
                                run,
                                cells.stream()
                                        .filter(v -> Asked.of(v).equals(question))
                                        .toList()))
                        .toList());
    }

    private static List<MetricValue> values(Run run, String ending) {
        return run.metrics().stream()
                .filter(v -> v.metric().endsWith(ending) && v.pairing() == Pairing.PROTECTED_CLEAN)
                .filter(v -> v.cell().countermeasure().equals(Cell.NO_COUNTERMEASURE)
                        && v.cell().alignment() == run.alignment())
                .toList();
    }

    private static Optional<Table> table(
            Run run,
            List<MetricValue> values,
            String id,
            String title,
            String caption,
            List<Column> columns,
            Function<List<MetricValue>, List<Value>> cells) {
        List<Row> rows = new ArrayList<>();
        for (String model : run.models(values.stream())) {
            List<MetricValue> seen =
                    values.stream().filter(v -> v.cell().model().equals(model)).toList();
            boolean first = true;
            for (Protection protection : run.protections(seen.stream().map(Protection::of))) {
                List<MetricValue> own = seen.stream()
                        .filter(v -> Protection.of(v).equals(protection))
                        .toList();
                rows.add(new Row(List.of(model, protection.label()), cells.apply(own), first));
                first = false;
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(run.prefix() + id, title, caption, List.of("model", "defense"), columns, rows));
    }

    private static Value count(List<MetricValue> cells) {
        return Value.of(Text.range(
                cells.stream().filter(v -> v.metric().startsWith("rank")).mapToLong(MetricValue::n)));
    }

    private static Value rate(Run run, List<MetricValue> cells, String metric) {
        return rate(run, cells.stream().filter(v -> v.metric().equals(metric)).toList());
    }

    /** The mean over seeds. */
    private static Value rate(Run run, List<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(mean -> Value.of(Text.percent(mean.value()), Text.percent(mean.interval())))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    private static Value similarity(Run run, List<MetricValue> cells) {
        List<MetricValue> similarities =
                cells.stream().filter(v -> v.metric().equals(SIMILARITY)).toList();
        return MeanRate.of(similarities)
                .map(mean -> Value.of(
                        Text.fixed(mean.value(), 3),
                        "n " + Text.range(similarities.stream().mapToLong(MetricValue::n))))
                .orElseGet(() -> Value.missing(run.absence()));
    }

    /** A column: what is asked, at which FAR. */
    private record Asked(String metric, Optional<Far> far) {

        static final Comparator<Asked> ORDER = Comparator.comparing(Asked::metric)
                .thenComparing(asked -> asked.far().map(far -> -far.rate()).orElse(0.));

        static Asked of(MetricValue value) {
            return new Asked(value.metric(), value.far());
        }

        String words() {
            String what =
                    switch (metric) {
                        case "psr_impersonation" + OWN -> "taken for a target";
                        case "psr_dodging_same" + OWN -> "same photo refused";
                        default -> "another photo refused";
                    };
            return what
                    + far.map(claimed -> ", claimed FAR " + Text.rate(claimed.rate()))
                            .orElse(", as stated");
        }
    }
}
