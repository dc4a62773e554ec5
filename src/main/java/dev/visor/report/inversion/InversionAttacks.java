package dev.visor.report.inversion;

import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Shows everything that was measured of every attack on every defense; a table for each thing that a tracker may have
 * got hold of.
 */
public final class InversionAttacks {

    private final InversionView view;

    private InversionAttacks(InversionView view) {
        this.view = view;
    }

    public static Optional<Section> section(InversionView view) {
        InversionAttacks attacks = new InversionAttacks(view);
        Map<String, List<JudgedAttack>> byReach = new LinkedHashMap<>();
        view.attacks()
                .forEach(attack -> byReach.computeIfAbsent(attack.reachWords(), reach -> new ArrayList<>())
                        .add(attack));
        List<Block> blocks = new ArrayList<>();
        byReach.forEach((reach, some) -> blocks.add(new Block.Details(
                "%s: %s"
                        .formatted(
                                reach,
                                String.join(
                                        ", ",
                                        some.stream()
                                                .map(a -> view.named(a.id()))
                                                .toList())),
                List.of(new Block.Tabular(attacks.table(reach, some))))));
        return Section.of(view.prefix() + "attacks", "All attacks", blocks);
    }

    private Table table(String reach, List<JudgedAttack> attacks) {
        List<String> jury = view.jury();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("verdict top-1"));
        columns.add(Column.number("chance"));
        columns.add(Column.number("p"));
        columns.add(Column.number("verdict top-5"));
        jury.forEach(judge -> columns.add(Column.number(judge + " top-1")));
        columns.add(Column.number("feature distance"));
        view.fars()
                .forEach(far -> columns.add(Column.number(InversionRates.VERIFY + " at FAR " + Text.rate(far.rate()))));
        columns.add(Column.number("recovered_ssim"));
        columns.add(Column.number("recovered_psnr, dB"));
        columns.add(Column.number("queries"));
        columns.add(Column.number("gradient queries"));
        List<Row> rows = new ArrayList<>();
        for (JudgedAttack attack : attacks) {
            for (String defense : view.defenses()) {
                rows.add(new Row(
                        List.of(stub(attack), view.named(defense)),
                        values(attack, defense, jury),
                        defense.equals(view.defenses().get(0))));
            }
        }
        return new Table(
                view.prefix() + "attacks-" + Text.slug(reach),
                "Attacks that reach for " + what(reach),
                String.format(
                        Locale.ROOT,
                        "Percent, where no other unit is told. Verdict: the share of reconstructions whose right person is among the first 1,"
                                + " the first 5 of %d by the median of the judges' ranks. Chance: top-1 with names permuted over people; p: how"
                                + " likely luck gives as much, of several seeds the highest. Feature distance: 2 − 2 cos to the nearest training"
                                + " photo, or to the one that leaked, mean over the judges, 0..4. %s: share that passes for the person"
                                + " beside another photo, mean over the judges, and under a wrong name, which is what luck gives: the FAR is that of"
                                + " strangers of another data set. SSIM and PSNR to the most alike training photo. Queries: faces"
                                + " sent forward, and faces differentiated. Smaller lines: %s.",
                        view.people(),
                        InversionRates.VERIFY,
                        InversionView.INTERVALS),
                List.of("attack", "defense"),
                columns,
                rows,
                notes(attacks));
    }

    private static String what(String reach) {
        return switch (reach) {
            case "white-box" -> "the recognizer with its gradients (white-box)";
            case "label-only" -> "answers alone (label-only)";
            default -> reach;
        };
    }

    private String stub(JudgedAttack attack) {
        return view.named(attack.id()) + (view.weak(attack) ? " (too weak)" : "");
    }

    private List<String> notes(List<JudgedAttack> attacks) {
        List<String> notes = new ArrayList<>(view.daggerNote());
        if (attacks.stream().anyMatch(view::weak)) {
            notes.add(
                    "too weak: not shown to be above chance against none, so low numbers of this attack are no merit of a defense.");
        }
        notes.addAll(view.nothingNote(attacks));
        attacks.stream()
                .filter(attack -> !attack.beforeJury())
                .forEach(attack -> notes.add(
                        "%s: the verdict is that of %s, in whose space its tracker looks people up; judges see no face."
                                .formatted(attack.id(), attack.judge())));
        return notes;
    }

    private List<Value> values(JudgedAttack attack, String defense, List<String> jury) {
        List<Value> values = new ArrayList<>();
        Optional<MeanRate> top1 = view.rates().top1(defense, attack);
        values.add(top1.map(mean -> verdict(mean, view.idle(defense, attack)))
                .orElseGet(() -> view.absent(defense, attack)));
        values.add(view.chance()
                .expected(defense, attack.id())
                .map(chance -> Value.of(Text.percent(chance)))
                .orElseGet(Value::missing));
        values.add(view.chance()
                .p(defense, attack.id())
                .map(p -> Value.of(Text.fixed(p, 4)))
                .orElseGet(Value::missing));
        values.add(percent(view.rates().verdict(InversionRates.TOP5, Pairing.RECONSTRUCTED_CLEAN, defense, attack)));
        for (String judge : jury) {
            values.add(percent(view.rates()
                    .judged(
                            InversionRates.TOP1,
                            Pairing.RECONSTRUCTED_CLEAN,
                            defense,
                            attack,
                            List.of(judge),
                            Optional.empty())));
        }
        values.add(number(view.rates().judged("inversion_feature_distance", defense, attack, Optional.empty()), 2));
        for (Far far : view.fars()) {
            values.add(view.rates().passed(defense, attack, far).orElseGet(Value::missing));
        }
        values.add(number(view.rates().plain("recovered_ssim", defense, attack.id()), 3));
        values.add(number(view.rates().plain("recovered_psnr", defense, attack.id()), 1));
        values.add(count(view.rates().plain("queries", defense, attack.id())));
        values.add(count(view.rates().plain("gradient_queries", defense, attack.id())));
        return values;
    }

    private static Value verdict(MeanRate mean, boolean idle) {
        return idle
                ? Value.of(Text.percent(mean.value()), Text.percent(mean.interval()), InversionView.NOTHING)
                : InversionView.percent(mean);
    }

    private static Value percent(Optional<MeanRate> mean) {
        return mean.map(InversionView::percent).orElseGet(Value::missing);
    }

    private static Value number(Optional<MeanRate> mean, int places) {
        return mean.map(m -> new Value(
                        Text.fixed(m.value(), places),
                        m.interval().map(i -> Text.fixed(i.low(), places) + "–" + Text.fixed(i.high(), places)).stream()
                                .toList(),
                        Optional.empty()))
                .orElseGet(Value::missing);
    }

    private static Value count(Optional<MeanRate> mean) {
        return mean.map(m -> Value.of(Text.count(Math.round(m.value())))).orElseGet(Value::missing);
    }
}
