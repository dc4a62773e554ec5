package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Answer;
import dev.visor.report.page.Answer.Entry;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Point;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Run;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The answer of a run that protected photos and looked people up: the headline's rates as dots, the best defense first. */
final class RecognitionAnswer {

    private final Run run;
    private final Measure measure;
    private final boolean worst;

    private RecognitionAnswer(Run run, Measure measure) {
        this.run = run;
        this.measure = measure;
        this.worst = run.countermeasures().worst();
    }

    /** Makes the answer; of a run without searches and comparisons, what it has in their place. */
    static Optional<Answer> of(Run run) {
        return Measure.of(run).stream()
                .findFirst()
                .map(measure -> new RecognitionAnswer(run, measure).answer())
                .or(() -> RecallAnswer.of(run))
                .or(() -> AccuracyAnswer.of(run));
    }

    /** A defense with what was measured of it; the first of the points is what the order goes by. */
    private record Rated(String defense, String n, List<Optional<MeanRate>> rates, List<Optional<Point>> points) {

        double key() {
            return rates.get(0).map(MeanRate::value).orElse(-1.);
        }
    }

    private Answer answer() {
        List<Rated> rated = Headlines.defenses(run, List.of(measure), false).stream()
                .map(this::rated)
                .toList();
        List<Rated> order = new ArrayList<>(rated);
        order.sort(Comparator.comparing((Rated r) -> r.defense().equals(Cell.CONTROL))
                .thenComparing(Comparator.comparingDouble(Rated::key).reversed()));
        List<Series> series = new ArrayList<>();
        series.add(new Series(worst ? "black-box, worst case" : "black-box", Mark.DOT));
        if (worst) {
            series.add(new Series("black-box, photo untouched", Mark.RING));
        }
        series.add(new Series(worst ? "white-box, worst case" : "white-box", Mark.DIAMOND));
        series.add(new Series("control, clean photos", Mark.TICK));
        return new Answer(
                run.prefix() + "answer",
                verdict(order),
                doubt(order),
                caption(),
                "defense",
                List.of(new Panel(title(), 0, 1, series)),
                Stream.concat(Stream.of("n"), Costs.COLUMNS.stream()).toList(),
                order.stream().map(this::entry).toList());
    }

    private Entry entry(Rated rated) {
        return new Entry(
                run.named(rated.defense()),
                rated.defense().equals(Cell.CONTROL),
                rated.points(),
                Stream.concat(Stream.of(Value.of(rated.n())), Costs.of(run, rated.defense()).values().stream())
                        .toList());
    }

    private Rated rated(String defense) {
        String told = run.countermeasures().headline();
        List<MetricValue> black = Headlines.cells(measure.blackBox(run, told), defense);
        List<MetricValue> white = Headlines.cells(measure.on(run, told).filter(Run::whiteBox), defense);
        List<MetricValue> controls = Headlines.controls(run, measure, black.isEmpty() ? white : black);
        boolean whole = controls.size() == Math.max(black.size(), black.isEmpty() ? white.size() : 0)
                && !defense.equals(Cell.CONTROL);
        List<List<MetricValue>> cells = new ArrayList<>();
        cells.add(black);
        if (worst) {
            cells.add(Headlines.cells(measure.blackBox(run, Countermeasures.NONE), defense));
        }
        cells.add(white);
        cells.add(whole ? controls : List.of());
        return new Rated(
                defense,
                Text.range((black.isEmpty() ? white : black).stream().mapToLong(MetricValue::n)),
                cells.stream().map(MeanRate::of).toList(),
                cells.stream().map(RecognitionAnswer::point).toList());
    }

    /** Makes the point of a mean over cells; none of no cells. */
    static Optional<Point> point(Collection<MetricValue> cells) {
        return MeanRate.of(cells)
                .map(mean -> new Point(
                        mean.value(),
                        mean.interval(),
                        List.of("%s, n %s"
                                .formatted(
                                        Text.plural(cells.size(), "cell"),
                                        Text.range(cells.stream().mapToLong(MetricValue::n))))));
    }

    private String title() {
        return measure.equals(Measure.SEARCH)
                ? "photos not found at rank 1, %"
                : "comparisons rejected at FAR %s, %%"
                        .formatted(Text.rate(measure.far().orElseThrow().rate()));
    }

    /** Names the best; of a run in which nobody adapted, says that. */
    private String verdict(List<Rated> order) {
        String against = run.countermeasures().against();
        return compared(order).stream()
                .findFirst()
                .map(best -> "%s %s protects best before recognizers that it had not seen: %s."
                        .formatted(
                                against,
                                run.named(best.defense()),
                                best.rates().get(0).orElseThrow().words()))
                .orElse(against + " no defense was measured before a recognizer that it had not seen.");
    }

    /** Names those that may be as good, and those that met more. */
    private String doubt(List<Rated> order) {
        List<Rated> compared = compared(order);
        if (compared.size() < 2) {
            return "";
        }
        MeanRate best = compared.get(0).rates().get(0).orElseThrow();
        String ties = compared.stream()
                .skip(1)
                .filter(r -> overlap(best, r.rates().get(0).orElseThrow()))
                .map(r -> run.named(r.defense()))
                .collect(Collectors.joining(", "));
        String sure = ties.isEmpty()
                ? "No other defense's interval reaches into its own."
                : "By these intervals %s may be as good; the paired comparisons are finer.".formatted(ties);
        boolean alike = compared.stream().map(Rated::n).distinct().count() == 1;
        String met = alike ? "" : " Not all met the same photos: n tells how many.";
        return sure + met + (worst ? Headlines.restricted(run.countermeasures()) : "");
    }

    private static List<Rated> compared(List<Rated> order) {
        return order.stream()
                .filter(r ->
                        !r.defense().equals(Cell.CONTROL) && r.rates().get(0).isPresent())
                .toList();
    }

    private static boolean overlap(MeanRate one, MeanRate other) {
        Optional<Interval> a = one.interval();
        Optional<Interval> b = other.interval();
        return a.isEmpty()
                || b.isEmpty()
                || a.get().low() <= b.get().high() && b.get().low() <= a.get().high();
    }

    private String caption() {
        return "Further right protects better: %s. Dots are means over models and surrogates, bars their 95 %% intervals, n the photos before one model; black-box: the model is none of the surrogates. %s"
                .formatted(
                        measure.definition(),
                        worst
                                ? "Worst case: for every photo and model the countermeasure that serves the attacker best."
                                : "No countermeasure was run, so there is no worst case.");
    }
}
