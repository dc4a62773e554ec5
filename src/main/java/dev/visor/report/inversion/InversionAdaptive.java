package dev.visor.report.inversion;

import dev.visor.core.measure.Far;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether it helps that a strategy chooses how many photos are mixed: AHM against an even draw of k, and against each fixed k. */
public final class InversionAdaptive {

    private final InversionView view;
    private final MixChoice choice;
    private final InversionTrials trials;
    private final List<JudgedAttack> met;

    /** The attacks to which k makes a difference. */
    private final List<JudgedAttack> compared;

    private InversionAdaptive(InversionView view, MixChoice choice) {
        this.view = view;
        this.choice = choice;
        this.trials = InversionTrials.read(view.run());
        this.met = view.telling().stream()
                .filter(attack -> view.rates().top1(choice.adaptive(), attack).isPresent())
                .toList();
        this.compared = met.stream()
                .filter(attack -> MixChoice.bearsOn(view.run().info(), attack.id()))
                .toList();
    }

    public static Optional<Section> section(InversionView view) {
        return MixChoice.of(view.run().info()).map(choice -> new InversionAdaptive(view, choice).section());
    }

    private Section section() {
        List<Block> blocks = new ArrayList<>();
        List<PairedRow> rows = choice.rivals().stream()
                .flatMap(rival -> PairedRow.of(trials, choice.adaptive(), rival, compared).stream())
                .toList();
        choice.uniform()
                .ifPresent(uniform -> blocks.add(new Block.Paragraph(rows.stream()
                        .filter(row -> row.rival().equals(uniform))
                        .findFirst()
                        .map(row -> row.verdict(view.named(choice.adaptive()), view.named(uniform)))
                        .orElseGet(() -> byIntervals(uniform)))));
        StrategyCurves curves = new StrategyCurves(view, choice);
        curves.sentence().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
        view.parts().forEach(part -> blocks.add(new Block.Tabular(table(part))));
        if (!rows.isEmpty()) {
            blocks.add(new Block.Tabular(paired(rows)));
        }
        blocks.addAll(curves.blocks());
        return new Section(view.prefix() + "adaptive", "Does the adaptive choice help?", blocks);
    }

    /** Without trials nothing can be paired. */
    private String byIntervals(String uniform) {
        List<String> apart = new ArrayList<>();
        apart(view.rates().closedSet(choice.adaptive()), view.rates().closedSet(uniform), "closed-set accuracy", apart);
        compared.forEach(attack -> apart(
                view.rates().top1(choice.adaptive(), attack),
                view.rates().top1(uniform, attack),
                attack.id() + " top-1",
                apart));
        return apart.isEmpty()
                ? "The intervals of %s and %s overlap in everything that was measured, so no difference was found; the record holds no trials to pair."
                        .formatted(view.named(choice.adaptive()), view.named(uniform))
                : "The intervals of %s and %s lie apart in: %s. The record holds no trials to pair."
                        .formatted(view.named(choice.adaptive()), view.named(uniform), String.join(", ", apart));
    }

    private static void apart(Optional<MeanRate> one, Optional<MeanRate> other, String what, List<String> apart) {
        one.flatMap(MeanRate::interval)
                .flatMap(i -> other.flatMap(MeanRate::interval).filter(j -> i.high() < j.low() || j.high() < i.low()))
                .ifPresent(j -> apart.add(what));
    }

    private Table table(List<JudgedAttack> attacks) {
        boolean model = attacks.stream().anyMatch(attack -> !attack.ofData());
        boolean all = view.parts().size() == 1;
        Optional<Far> far = view.fars().stream().findFirst();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("closed-set accuracy"));
        columns.add(Column.number("verification, people held out"));
        attacks.forEach(attack -> columns.add(Column.number(InversionHeadline.column(view, attack))));
        List<JudgedAttack> telling = met.stream().filter(attacks::contains).toList();
        List<JudgedAttack> common = view.metAll(telling.stream(), choice.all());
        boolean fair = common.size() == telling.size();
        far.ifPresent(f -> {
            String worst = "worst " + InversionRates.VERIFY + " at FAR " + Text.rate(f.rate());
            if (!common.isEmpty()) {
                columns.add(Column.number(worst + (fair ? "" : " of attacks that all rows met")));
            }
            if (!fair) {
                columns.add(Column.number(worst + " of all that met it"));
            }
        });
        List<Row> rows = new ArrayList<>();
        for (String defense : choice.all()) {
            List<Value> values = new ArrayList<>();
            values.add(InversionHeadline.accuracy(view, view.rates().closedSet(defense)));
            values.add(InversionHeadline.accuracy(view, view.rates().verification(defense)));
            attacks.forEach(attack -> values.add(InversionHeadline.value(view, defense, attack)));
            far.ifPresent(f -> {
                if (!common.isEmpty()) {
                    values.add(worst(defense, common, f, false));
                }
                if (!fair) {
                    values.add(worst(defense, telling, f, true));
                }
            });
            boolean group = rows.size() == 1
                    || choice.mixup().indexOf(defense) == 0
                    || choice.fixed().indexOf(defense) == 0;
            rows.add(new Row(List.of(view.named(defense)), values, group));
        }
        return new Table(
                view.prefix() + "adaptive-table" + (model ? "" : "-data"),
                "k chosen by the strategy, drawn evenly, and fixed"
                        + (all ? "" : model ? ": attacks on the recognizer" : ": attacks on leaked data"),
                ("Percent, columns as in the headline; %s. Worst %s: mean over the judges, under the attack that gets most, and what it gets under a"
                                + " wrong name%s. Smaller lines: %s.")
                        .formatted(
                                view.chanceWords(), InversionRates.VERIFY, of(common, fair), InversionView.INTERVALS),
                List.of("defense"),
                columns,
                rows,
                view.daggerNote());
    }

    /** Names the attacks among which the worst is sought. */
    private String of(List<JudgedAttack> common, boolean fair) {
        String all = "of all n that met it, n below it, the more the worse a row may look for that alone";
        return fair
                ? ""
                : common.isEmpty()
                        ? "; " + all
                        : "; of %s, which all rows met, and %s".formatted(view.named(common), all);
    }

    private Value worst(String defense, List<JudgedAttack> attacks, Far far, boolean counted) {
        long n = attacks.stream()
                .filter(attack -> view.rates().top1(defense, attack).isPresent())
                .count();
        return attacks.stream()
                .flatMap(attack -> view
                        .rates()
                        .passed(
                                defense,
                                attack,
                                far,
                                counted
                                        ? new String[] {view.named(attack.id()), "n = " + n}
                                        : new String[] {view.named(attack.id())})
                        .map(value -> new Scored(
                                value,
                                view.rates()
                                        .judged(InversionRates.VERIFY, defense, attack, Optional.of(far))
                                        .orElseThrow()
                                        .value()))
                        .stream())
                .max(Comparator.comparingDouble(Scored::score))
                .map(Scored::value)
                .orElseGet(view::absent);
    }

    private record Scored(Value value, double score) {}

    private Table paired(List<PairedRow> rows) {
        List<String> measures = PairedRow.measures(compared);
        List<Row> cells = new ArrayList<>();
        for (PairedRow row : rows) {
            List<Value> values = measures.stream().map(row::value).toList();
            cells.add(new Row(
                    List.of(view.named(row.rival())), values, choice.fixed().indexOf(row.rival()) == 0));
        }
        List<Column> columns = measures.stream()
                .map(measure -> Column.number(
                        measure.equals(InversionTrials.OWN_WORK) ? "closed-set accuracy" : view.named(measure)))
                .toList();
        String smallest = rows.stream()
                .flatMap(row -> row.tests().values().stream())
                .map(PairedRates::trials)
                .min(Comparator.naturalOrder())
                .map(n -> Text.fixed(n, 0))
                .orElse(Value.DASH);
        return new Table(
                view.prefix() + "adaptive-paired",
                "%s less each rival, on the same photos and people".formatted(view.named(choice.adaptive())),
                ("Percentage points; positive accuracy is better for the user, positive top-1 gives more away. Smaller lines: 95 %%"
                                + " interval of the paired difference (Tango), and p, two-sided, adjusted by Holm over the row; people, not"
                                + " reconstructions, count as independent (Rao and Scott). Below 0.05 the difference is more than chance."
                                + " At least %s independent trials a cell.")
                        .formatted(smallest),
                List.of("against"),
                columns,
                cells,
                leftOut());
    }

    private List<String> leftOut() {
        List<String> notes = new ArrayList<>();
        ids(view.attacks().stream().filter(attack -> !met.contains(attack)))
                .ifPresent(ids ->
                        notes.add("Left out: attacks that are too weak to say, or were not run: %s.".formatted(ids)));
        ids(met.stream().filter(attack -> !compared.contains(attack)))
                .ifPresent(ids -> notes.add(
                        "Left out: attacks on what the recognizer is asked with, one photo at a time whatever k: %s."
                                .formatted(ids)));
        return notes;
    }

    private static Optional<String> ids(Stream<JudgedAttack> attacks) {
        List<String> ids = attacks.map(JudgedAttack::id).toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", ids));
    }
}
