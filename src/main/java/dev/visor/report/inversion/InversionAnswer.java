package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.report.inversion.RecoveredPeople.Worst;
import dev.visor.report.page.Answer;
import dev.visor.report.page.Answer.Entry;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Point;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.run.MeanRate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The answer of an inversion suite: privacy against accuracy, the defense that gives least away first. */
final class InversionAnswer {

    private final InversionView view;

    private final RecoveredPeople recovered;

    private InversionAnswer(InversionView view) {
        this.view = view;
        this.recovered = new RecoveredPeople(view);
    }

    static Optional<Answer> of(InversionView view) {
        InversionAnswer answer = new InversionAnswer(view);
        boolean measured = view.defenses().stream()
                .anyMatch(defense -> view.rates().closedSet(defense).isPresent());
        return measured ? Optional.of(answer.answer()) : Optional.empty();
    }

    private Answer answer() {
        List<String> order = view.defenses().stream()
                .sorted(Comparator.comparing((String d) -> d.equals(Cell.CONTROL))
                        .thenComparingDouble(this::given)
                        .thenComparingDouble(d -> -kept(d)))
                .toList();
        return new Answer(
                view.prefix() + "answer",
                verdict(order),
                least(order) + unbeaten(order),
                ("Left: closed-set accuracy, further right serves the user better. Right: the share of reconstructions whose right"
                                + " person the jury puts first, under the attack that gets most; further left gives less away, %s."
                                + " On the recognizer: of %s, which all rows met. On leaked data: of all attacks that each row met, so that"
                                + " rows which met more may look worse for that alone. Bars: %s.")
                        .formatted(
                                view.chanceWords(),
                                recovered.attacksOnRecognizer().isEmpty()
                                        ? "no attack"
                                        : recovered.attacksOnRecognizer().stream()
                                                .map(view::named)
                                                .collect(Collectors.joining(", ")),
                                InversionView.INTERVALS),
                "defense",
                List.of(
                        new Panel("accuracy kept, %", 0, 1, List.of(new Series("accuracy", Mark.DOT))),
                        new Panel(
                                "people recovered, %",
                                0,
                                1,
                                List.of(
                                        new Series("from the recognizer", Mark.DOT),
                                        new Series("from leaked data", Mark.DIAMOND)))),
                List.of(),
                order.stream().map(this::entry).toList());
    }

    private Entry entry(String defense) {
        return new Entry(
                view.named(defense),
                defense.equals(Cell.CONTROL),
                List.of(
                        view.rates()
                                .closedSet(defense)
                                .map(mean -> new Point(mean.value(), mean.interval(), List.of())),
                        recovered.fromRecognizer(defense).map(this::point),
                        recovered.fromAnyLeak(defense).map(this::point)),
                List.of());
    }

    private Point point(Worst worst) {
        return new Point(worst.mean().value(), worst.mean().interval(), List.of("by " + view.named(worst.attack())));
    }

    private double given(String defense) {
        return recovered.fromRecognizer(defense).map(w -> w.mean().value()).orElse(2.);
    }

    private double kept(String defense) {
        return view.rates().closedSet(defense).map(MeanRate::value).orElse(0.);
    }

    private String verdict(List<String> order) {
        String undefended = recovered
                .fromRecognizer(Cell.CONTROL)
                .map(w ->
                        "Undefended, the worst attack on the recognizer that every defense met, %s, shows the right person in %s of its reconstructions"
                                .formatted(view.named(w.attack()), w.mean().words()))
                .orElse("No attack on the recognizer both met every defense and inverts the undefended one");
        String accuracy = view.rates()
                .closedSet(Cell.CONTROL)
                .map(mean -> ", at an accuracy of " + mean.words())
                .orElse("");
        return undefended + accuracy + ".";
    }

    private String least(List<String> order) {
        return order.stream()
                .filter(defense -> !defense.equals(Cell.CONTROL))
                .findFirst()
                .flatMap(defense -> recovered
                        .fromRecognizer(defense)
                        .map(w -> "Least is given away under %s: %s%s."
                                .formatted(
                                        view.named(defense),
                                        w.mean().words(),
                                        view.rates()
                                                .closedSet(defense)
                                                .map(mean -> ", at an accuracy of " + mean.words())
                                                .orElse(""))))
                .orElse("");
    }

    /** Names the defenses to which no other one is at least equal in both, and better in one. */
    private String unbeaten(List<String> order) {
        List<String> compared = order.stream()
                .filter(defense -> !defense.equals(Cell.CONTROL)
                        && recovered.fromRecognizer(defense).isPresent()
                        && view.rates().closedSet(defense).isPresent())
                .toList();
        String best = compared.stream()
                .filter(one -> compared.stream().noneMatch(other -> beats(other, one)))
                .map(view::named)
                .collect(Collectors.joining(", "));
        return compared.size() < 2
                ? ""
                : " By these means, which may overlap, no other defense beats %s in both.".formatted(best);
    }

    private boolean beats(String other, String one) {
        return given(other) <= given(one)
                && kept(other) >= kept(one)
                && (given(other) < given(one) || kept(other) > kept(one));
    }
}
