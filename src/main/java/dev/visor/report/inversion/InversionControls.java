package dev.visor.report.inversion;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the attacks and their judges can be believed: baselines, wrong names, strangers, and how the judges err themselves. */
public final class InversionControls {

    private final InversionView view;

    private InversionControls(InversionView view) {
        this.view = view;
    }

    public static Optional<Section> section(InversionView view) {
        InversionControls controls = new InversionControls(view);
        List<Block> blocks = new ArrayList<>();
        if (!view.attacks().isEmpty()) {
            blocks.add(new Block.Tabular(controls.attacks()));
        }
        controls.judges().ifPresent(table -> blocks.add(new Block.Tabular(table)));
        return Section.of(view.prefix() + "controls", "Controls: can attacks and judges be believed?", blocks);
    }

    private Table attacks() {
        List<Row> rows = new ArrayList<>();
        AttackerAccess above = AttackerAccess.NONE;
        for (JudgedAttack attack : view.attacks()) {
            rows.add(new Row(
                    List.of(attack.reachWords(), view.named(attack.id())),
                    List.of(
                            InversionHeadline.reached(view, Cell.CONTROL, attack),
                            baseline(attack),
                            Value.of(better(attack)),
                            highest(attack, Pairing.MISNAMED_CLEAN),
                            highest(attack, Pairing.STRANGER_CLEAN)),
                    attack.reach() != above));
            above = attack.reach();
        }
        return new Table(
                view.prefix() + "controls-attacks",
                "Attacks beside their controls, top-1",
                ("Percent; %s. Baseline: the same attack with the same budget on a recognizer that knows nobody, so what it makes is a"
                                + " face of nobody in particular; of attacks on leaked data, which ask no recognizer, what they make of other"
                                + " people: their reconstructions from none under a wrong name. Wrong name: reconstructions looked up as somebody else; stranger: as somebody the"
                                + " recognizer never saw, enrolled beside the others. The highest over all defenses, which defense, and"
                                + " against how many it is more than chance (binomial, against the chance of the same verdict, adjusted by Holm over"
                                + " all). %s. Smaller lines: %s.")
                        .formatted(
                                view.chanceWords(),
                                "Better than baseline: clearly, if the intervals lie apart",
                                InversionView.INTERVALS),
                List.of("reach", "attack"),
                List.of(
                        Column.number("none: right person"),
                        Column.number("baseline"),
                        Column.words("better than baseline"),
                        Column.number("highest wrong name"),
                        Column.number("highest stranger")),
                rows,
                Stream.concat(view.daggerNote().stream(), view.nothingNote(view.attacks()).stream())
                        .toList());
    }

    /** Returns what an attack gets without what it attacks: of nobody, or of other people's leaked photos. */
    private Optional<MeanRate> baselineOf(JudgedAttack attack) {
        Pairing baseline = attack.heldAgainstWrongNames() ? Pairing.MISNAMED_CLEAN : Pairing.BASELINE_CLEAN;
        return view.rates().verdict(InversionRates.TOP1, baseline, Cell.CONTROL, attack);
    }

    private Value baseline(JudgedAttack attack) {
        return baselineOf(attack)
                .map(mean -> attack.heldAgainstWrongNames()
                        ? Value.of(Text.percent(mean.value()), Text.percent(mean.interval()), "wrong name")
                        : InversionView.percent(mean))
                .orElseGet(() -> Value.missing(view.run().absence()));
    }

    private String better(JudgedAttack attack) {
        Optional<MeanRate> reached = view.rates().top1(Cell.CONTROL, attack);
        Optional<MeanRate> baseline = baselineOf(attack);
        if (reached.isEmpty() || baseline.isEmpty() || view.idle(Cell.CONTROL, attack)) {
            return Value.DASH;
        }
        if (reached.get().value() <= baseline.get().value()) {
            return "NO";
        }
        boolean apart = reached.get()
                .interval()
                .flatMap(i -> baseline.get().interval().filter(j -> i.low() > j.high()))
                .isPresent();
        return apart ? "clearly" : "yes, but the intervals overlap";
    }

    private Value highest(JudgedAttack attack, Pairing pairing) {
        record Of(String defense, MeanRate mean) {}
        List<Of> all = view.defenses().stream()
                .flatMap(defense -> view
                        .rates()
                        .verdict(InversionRates.TOP1, pairing, defense, attack)
                        .map(mean -> new Of(defense, mean))
                        .stream())
                .toList();
        long above = all.stream()
                .filter(of -> view.chance().fooled(of.defense(), attack.id(), pairing))
                .count();
        return all.stream()
                .max(Comparator.comparingDouble(of -> of.mean().value()))
                .map(of -> Value.of(
                        Text.percent(of.mean().value()),
                        Text.percent(of.mean().interval()),
                        view.named(of.defense()),
                        String.format(Locale.ROOT, "above chance in %d of %d", above, all.size())))
                .orElseGet(() -> Value.missing(view.run().absence()));
    }

    private Optional<Table> judges() {
        List<Row> rows = new ArrayList<>();
        for (String judge : Stream.concat(view.jury().stream(), Stream.of(view.teacher()))
                .distinct()
                .toList()) {
            Optional<MeanRate> error = own("rank1_untargeted", judge);
            if (error.isEmpty()) {
                continue;
            }
            rows.add(new Row(
                    List.of(judge),
                    List.of(
                            Value.of(roles(judge)),
                            InversionView.percent(error.get()),
                            percent(own("rank5_untargeted", judge)),
                            percent(own("verification_accuracy", judge)),
                            Value.of(Text.range(view.rates()
                                    .ownErrors("rank1_untargeted", judge)
                                    .mapToLong(MetricValue::n)))),
                    false));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        view.prefix() + "controls-judges",
                        "How the judges err themselves",
                        String.format(
                                Locale.ROOT,
                                "Percent. Rank-1 and rank-5 error: real training photos, cut and scaled like reconstructions, whose right"
                                        + " person is not the first, not among the first five of %d: no attack can be expected to do better"
                                        + " before this judge. Verification: accuracy on pairs of people held out. n: photos looked up."
                                        + " Smaller lines: %s.",
                                view.people(),
                                InversionView.INTERVALS),
                        List.of("recognizer"),
                        List.of(
                                Column.words("role"),
                                Column.number("rank-1 error"),
                                Column.number("rank-5 error"),
                                Column.number("verification"),
                                Column.number("n")),
                        rows));
    }

    private Optional<MeanRate> own(String metric, String judge) {
        return MeanRate.of(view.rates().ownErrors(metric, judge).toList());
    }

    private static Value percent(Optional<MeanRate> mean) {
        return mean.map(InversionView::percent).orElseGet(Value::missing);
    }

    private String roles(String judge) {
        return view.run().info().recognizers().stream()
                .filter(r -> r.id().equals(judge))
                .map(RunInfo.RecognizerEntry::roles)
                .map(roles -> String.join(", ", roles))
                .findFirst()
                .orElse(Value.DASH);
    }
}
