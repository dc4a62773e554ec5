package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
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

/** Photos in which no face was found: a photo that nobody can use is spoiled, not protected. */
final class FaceLoss {

    private FaceLoss() {}

    static Optional<Block> block(Run run) {
        List<MetricValue> values = run.of("no_face_rate")
                .filter(v -> !v.cell().countermeasure().equals(Countermeasures.WORST))
                .toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.stream().allMatch(v -> v.value() == 0)) {
            return Optional.of(new Block.Paragraph("A face was found in every photo that was compared."));
        }
        return Optional.of(new Block.Tabular(table(run, values)));
    }

    private static Value where(MetricValue worst) {
        String countermeasure = worst.cell().countermeasure().equals(Countermeasures.NONE)
                ? ""
                : ", after " + worst.cell().countermeasure();
        return Value.of(worst.cell().model() + ", " + worst.cell().alignment().word() + countermeasure);
    }

    private static Table table(Run run, List<MetricValue> values) {
        List<Row> rows = new ArrayList<>();
        for (Protection protection : run.protections(values.stream().map(Protection::of))) {
            List<MetricValue> own = values.stream()
                    .filter(v -> Protection.of(v).equals(protection))
                    .toList();
            MetricValue worst = own.stream()
                    .max(Comparator.comparingDouble(MetricValue::value))
                    .orElseThrow();
            if (worst.value() == 0 && !protection.isControl()) {
                continue;
            }
            rows.add(new Row(
                    run.stubs(protection),
                    List.of(
                            Value.of(Text.percent(worst.value()), Text.percent(worst.interval())),
                            worst.value() == 0 ? Value.missing() : where(worst),
                            Value.of(Text.count(worst.n()))),
                    false));
        }
        return new Table(
                run.prefix() + "no-face",
                "Faces not found",
                "Percent of trials in which no face was found on one side or the other; the highest rate of any cell, with"
                        + " its 95 % interval, model, alignment and countermeasure. Lower is better: such a photo is spoiled, not"
                        + " protected. Defenses that are not listed lost no face. n = trials.",
                List.of("surrogate", "defense"),
                List.of(Column.number("no_face_rate"), Column.words("where"), Column.number("n")),
                rows);
    }
}
