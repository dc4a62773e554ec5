package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Resolution;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.report.table.Value.Shade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The headline of an inversion suite: the cost of each defense in recognition, and what each attacker still reconstructs. */
public final class InversionHeadline {

    /** Stands for a number where an attack cannot tell a defense from none. */
    static final String TOO_WEAK = "too weak to say";

    private final InversionView view;
    private final List<JudgedAttack> onModel;
    private final List<JudgedAttack> onData;

    private InversionHeadline(InversionView view) {
        this.view = view;
        this.onModel = view.attacks().stream().filter(a -> !a.ofData()).toList();
        this.onData = view.attacks().stream().filter(JudgedAttack::ofData).toList();
    }

    public static Section section(InversionView view) {
        InversionHeadline headline = new InversionHeadline(view);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(headline.summary()));
        view.parts().forEach(part -> blocks.add(new Block.Tabular(headline.table(part))));
        return new Section(view.prefix() + "headline", "Headline", blocks);
    }

    private String summary() {
        List<String> sentences = new ArrayList<>();
        int defenses = view.defenses().size() - 1;
        sentences.add(String.format(
                Locale.ROOT,
                "Recognizers of %d people were trained without a defense%s, and inverted by %s.",
                view.people(),
                defenses > 0 ? " and under " + Text.plural(defenses, "defense") : "",
                Text.plural(view.attacks().size(), "attack")));
        inverted(onModel).ifPresent(sentences::add);
        inverted(view.busy(Cell.CONTROL, onData))
                .map(s -> s.replace("Undefended", "From photos leaked unmasked"))
                .ifPresent(sentences::add);
        String idle = onData.stream()
                .filter(attack -> view.idle(Cell.CONTROL, attack))
                .map(attack -> view.named(attack.id()))
                .collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            sentences.add("There, " + idle + " would have nothing to undo.");
        }
        List<String> weak = view.attacks().stream()
                .filter(view::weak)
                .map(attack -> view.rates()
                        .top1(Cell.CONTROL, attack)
                        .map(mean -> view.named(attack.id()) + " " + mean.words())
                        .orElse(attack.id()))
                .toList();
        if (!weak.isEmpty()) {
            sentences.add("Not shown to be above chance even there, so too weak to say anything of a defense: "
                    + String.join(", ", weak) + ".");
        }
        view.chanceRange()
                .ifPresent(range -> sentences.add(String.format(
                        Locale.ROOT,
                        "By luck the right person would come first for %s %% of the reconstructions of an attack on a defense: names permuted"
                                + " over people; less than 1 of %d where the judges agree on nobody.",
                        range,
                        view.people())));
        return String.join(" ", sentences);
    }

    private Optional<String> inverted(List<JudgedAttack> attacks) {
        List<String> told = attacks.stream()
                .filter(attack -> !view.weak(attack))
                .flatMap(
                        attack -> view
                                .rates()
                                .top1(Cell.CONTROL, attack)
                                .map(mean -> view.named(attack.id()) + " " + mean.words())
                                .stream())
                .toList();
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of("Undefended, the right person comes first for " + String.join(", ", told) + ".");
    }

    private Table table(List<JudgedAttack> attacks) {
        boolean model = attacks.stream().anyMatch(onModel::contains);
        boolean data = attacks.stream().anyMatch(onData::contains);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("closed-set accuracy"));
        columns.add(Column.number("verification, people held out"));
        List<Best> bests = new ArrayList<>();
        if (model) {
            bests.addAll(bests("on the model", onModel));
        }
        if (data) {
            bests.addAll(bests("on leaked data", onData));
        }
        bests.forEach(best -> columns.add(Column.words(best.column())));
        attacks.forEach(attack -> columns.add(Column.number(column(view, attack))));
        List<Row> rows = new ArrayList<>();
        for (String defense : view.defenses()) {
            List<Value> values = new ArrayList<>();
            values.add(accuracy(view, view.rates().closedSet(defense)));
            values.add(accuracy(view, view.rates().verification(defense)));
            bests.forEach(best -> values.add(best(defense, best)));
            attacks.forEach(attack -> values.add(value(view, defense, attack)));
            rows.add(new Row(List.of(view.named(defense)), values, rows.size() == 1));
        }
        Table table = new Table(
                view.prefix() + "headline-inversion" + (model ? "" : "-data"),
                "Accuracy kept, and people recovered" + of(model, data),
                caption() + compared(bests),
                List.of("defense"),
                columns,
                rows,
                notes(attacks));
        return Resolution.note(table, LongStream.of(view.people()), "people");
    }

    /** Names the half of the attacks that a table is about; nothing if it is about all. */
    private String of(boolean model, boolean data) {
        if (view.parts().size() == 1) {
            return "";
        }
        return model && !data ? ": attacks on the recognizer" : ": attacks on leaked data";
    }

    private String caption() {
        return String.format(
                Locale.ROOT,
                "Percent. Accuracies: higher serves the legitimate user; closed-set: who, of the people trained on, is on another"
                        + " photo; verification: whether two photos show one person, of people never trained on. Attacks: %s, the"
                        + " share of reconstructions whose right person %s puts first of %d; lower protects better, %s, and the row"
                        + " none is the undefended value. Smaller lines: %s; n = %s reconstructions.",
                InversionRates.TOP1,
                view.jury().isEmpty() ? "the jury" : "a jury of " + view.jury().size() + ", by majority,",
                view.people(),
                view.chanceWords(),
                InversionView.INTERVALS,
                Text.range(view.run()
                        .of(InversionRates.TOP1)
                        .filter(v -> !v.cell().attack().equals("-"))
                        .mapToLong(MetricValue::n)));
    }

    private List<String> notes(List<JudgedAttack> attacks) {
        List<String> notes = new ArrayList<>(view.daggerNote());
        if (attacks.stream().anyMatch(view::weak)) {
            notes.add(
                    TOO_WEAK
                            + ": the attack was not shown to be above chance against none either; its numbers stand under All attacks.");
        }
        notes.addAll(view.nothingNote(attacks));
        if (rowsMiss(attacks)) {
            notes.add("not run (hatched): the suite restricts the attack to other defenses, so nothing is known here.");
        }
        String linked = attacks.stream()
                .filter(attack -> !attack.beforeJury())
                .map(attack -> "%s shows no face: it is judged by %s, which its tracker uses, and not by the jury."
                        .formatted(attack.id(), attack.judge()))
                .collect(Collectors.joining(" "));
        if (!linked.isEmpty()) {
            notes.add(linked);
        }
        if (attacks.stream().anyMatch(JudgedAttack::ofData)) {
            notes.add(
                    "Attacks on leaked data start from what the recognizer is shown. A defense that masks nothing shows the"
                            + " photo, which they then have as it is: no verdict on a defense that never promised otherwise. look and"
                            + " every picture of masked data are what whoever holds the mechanism and its secret sees, not what anybody does.");
        }
        return notes;
    }

    private boolean rowsMiss(List<JudgedAttack> attacks) {
        return view.defenses().stream()
                .anyMatch(defense -> view.busy(defense, attacks).stream()
                        .anyMatch(attack -> view.rates().top1(defense, attack).isEmpty()));
    }

    /**
     * A column of the attack that gets most.
     *
     * @param fair whether all rows met the same attacks
     */
    private record Best(String column, List<JudgedAttack> of, boolean fair) {}

    /** One column where all defenses met the same attacks, otherwise one of those that they all met and one of all that each met. */
    private List<Best> bests(String whereabouts, List<JudgedAttack> attacks) {
        List<JudgedAttack> telling =
                attacks.stream().filter(attack -> !view.weak(attack)).toList();
        List<JudgedAttack> common = view.metAll(telling.stream());
        if (common.size() == telling.size()) {
            return List.of(new Best("best attack " + whereabouts, attacks, true));
        }
        Best all = new Best("best " + whereabouts + " of all that met it", telling, false);
        return common.isEmpty()
                ? List.of(all)
                : List.of(new Best("best " + whereabouts + " of those that all met", common, true), all);
    }

    /** Tells by which of these columns rows may be compared, and by which not. */
    private String compared(List<Best> bests) {
        if (bests.stream().allMatch(Best::fair)) {
            return "";
        }
        String fair = bests.stream()
                .filter(Best::fair)
                .map(best -> view.named(best.of()))
                .collect(Collectors.joining("; "));
        return (fair.isEmpty()
                        ? ""
                        : " Best of those that all met: of %s, by which rows can be compared.".formatted(fair))
                + " Best of all that met it: of n attacks, n below it; who met more may look worse for that alone.";
    }

    /** The attack that gets most, and what it gets. */
    private Value best(String defense, Best column) {
        List<JudgedAttack> met = view.busy(defense, column.of()).stream()
                .filter(attack -> view.rates().top1(defense, attack).isPresent())
                .toList();
        Optional<JudgedAttack> best = met.stream()
                .filter(attack -> !view.weak(attack))
                .max(Comparator.comparingDouble(attack ->
                        view.rates().top1(defense, attack).orElseThrow().value()));
        if (best.isEmpty()) {
            return met.isEmpty() ? view.absent() : Value.of(TOO_WEAK);
        }
        MeanRate mean = view.rates().top1(defense, best.get()).orElseThrow();
        boolean luck = view.notShown(defense, best.get());
        List<String> details =
                new ArrayList<>(List.of(Text.percent(mean.value()) + (luck ? ", not shown to be above chance" : "")));
        if (!column.fair()) {
            details.add("n = " + met.size());
        }
        return new Value(view.named(best.get().id()), details, Optional.empty());
    }

    static Value accuracy(InversionView view, Optional<MeanRate> mean) {
        return mean.map(InversionView::percent)
                .orElseGet(() -> Value.missing(view.run().absence()));
    }

    /** A number only where it can say something of the defense. */
    static Value value(InversionView view, String defense, JudgedAttack attack) {
        boolean tells =
                view.rates().top1(defense, attack).isEmpty() || view.idle(defense, attack) || !view.weak(attack);
        return tells ? reached(view, defense, attack) : Value.of(TOO_WEAK);
    }

    /** A number only where it can say something of the attack. */
    static Value reached(InversionView view, String defense, JudgedAttack attack) {
        return view.rates()
                .top1(defense, attack)
                .filter(mean -> !view.idle(defense, attack))
                .map(mean -> InversionView.percent(mean)
                        .shaded(new Shade(
                                mean.value(),
                                view
                                        .chance()
                                        .expected(defense, attack.id())
                                        .map(luck -> "luck gives " + Text.percent(luck) + " %")
                                        .stream()
                                        .toList(),
                                InversionTrialData.key(view, defense, attack))))
                .orElseGet(() -> view.absent(defense, attack));
    }

    /** {@code gmi (white-box)}. */
    static String column(InversionView view, JudgedAttack attack) {
        return Stream.of(view.named(attack.id()), "(" + attack.reachWords() + ")")
                .collect(Collectors.joining(" "));
    }
}
