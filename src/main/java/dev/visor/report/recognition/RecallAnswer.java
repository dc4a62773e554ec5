package dev.visor.report.recognition;

import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.report.page.Answer;
import dev.visor.report.page.Answer.Entry;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer of a run that measured recall: how many photos of a person a search still finds, the best defense first. */
final class RecallAnswer {

    private static final String METRIC = "recall";
    private static final List<Pairing> PAIRINGS =
            List.of(Pairing.PROTECTED_CLEAN, Pairing.CLEAN_PROTECTED, Pairing.PROTECTED_PROTECTED);
    private static final List<Series> SERIES = List.of(
            new Series("probe protected", Mark.DOT),
            new Series("gallery protected", Mark.RING),
            new Series("both protected", Mark.DIAMOND));

    private RecallAnswer() {}

    static Optional<Answer> of(Run run) {
        if (values(run).findAny().isEmpty()) {
            return Optional.empty();
        }
        List<String> defenses = run.protections(values(run).map(Run.Protection::of)).stream()
                .map(Run.Protection::defense)
                .distinct()
                .sorted(Comparator.comparing((String d) -> d.equals(Cell.CONTROL))
                        .thenComparingDouble(
                                d -> rate(run, d).map(MeanRate::value).orElse(2.)))
                .toList();
        List<Entry> entries = defenses.stream()
                .map(defense -> new Entry(
                        run.named(defense),
                        defense.equals(Cell.CONTROL),
                        PAIRINGS.stream()
                                .map(pairing -> RecognitionAnswer.point(cells(run, defense, pairing)))
                                .toList(),
                        Costs.of(run, defense).values()))
                .toList();
        String definition = Metrics.registry()
                .named(METRIC)
                .map(MetricDefinition::definition)
                .orElse(METRIC);
        return Optional.of(new Answer(
                run.prefix() + "answer",
                verdict(run, defenses),
                rate(run, Cell.CONTROL)
                        .map(mean -> "Without any defense it is %s.".formatted(mean.words()))
                        .orElse(""),
                "Further left protects better: %s. Dots are means over black-box models, bars their 95 %% intervals."
                        .formatted(definition),
                "defense",
                List.of(new Panel("recall, %", 0, 1, SERIES)),
                Costs.COLUMNS,
                entries));
    }

    /** Returns those of the attack of the same name alone: a growing gallery has recalls of its own. */
    private static Stream<MetricValue> values(Run run) {
        return run.of(METRIC)
                .filter(v -> v.cell().attack().equals(METRIC))
                .filter(v ->
                        v.cell().countermeasure().equals(run.countermeasures().headline()))
                .filter(v -> v.cell().alignment() == run.alignment());
    }

    private static List<MetricValue> cells(Run run, String defense, Pairing pairing) {
        return values(run)
                .filter(v -> v.cell().defense().equals(defense) && v.pairing() == pairing && !Run.whiteBox(v))
                // Several photos of a person are no independent trials.
                .map(MeanRate::widened)
                .toList();
    }

    private static Optional<MeanRate> rate(Run run, String defense) {
        return MeanRate.of(cells(run, defense, Pairing.PROTECTED_CLEAN));
    }

    private static String verdict(Run run, List<String> defenses) {
        return defenses.stream()
                .filter(defense -> !defense.equals(Cell.CONTROL))
                .findFirst()
                .flatMap(defense -> rate(run, defense)
                        .map(mean ->
                                "%s %s hides best before recognizers that it had not seen: a search with a protected photo still recalls %s."
                                        .formatted(run.countermeasures().against(), run.named(defense), mean.words())))
                .orElse("No defense was measured before a recognizer that it had not seen.");
    }
}
