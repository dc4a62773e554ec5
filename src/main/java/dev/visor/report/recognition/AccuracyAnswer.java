package dev.visor.report.recognition;

import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Answer;
import dev.visor.report.page.Answer.Entry;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The answer of a run that only verified: the accuracy of each recognizer on clean photos, the best first. */
final class AccuracyAnswer {

    private static final double STEP = .1;

    private AccuracyAnswer() {}

    static Optional<Answer> of(Run run) {
        List<MetricValue> cells = run.of("verification_accuracy")
                .filter(v -> Run.Protection.of(v).isControl()
                        && v.cell().countermeasure().equals(Countermeasures.NONE)
                        && v.cell().alignment() == run.alignment())
                .sorted(Comparator.comparingDouble(MetricValue::value).reversed())
                .toList();
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        double least = cells.stream()
                .mapToDouble(v -> v.interval().map(Interval::low).orElse(v.value()))
                .min()
                .orElseThrow();
        Panel panel = new Panel(
                "ten-fold accuracy, %", Math.floor(least / STEP) * STEP, 1, List.of(new Series("accuracy", Mark.DOT)));
        MetricValue best = cells.get(0);
        return Optional.of(new Answer(
                run.prefix() + "answer",
                "Nothing was protected: this is how well each recognizer tells people apart. %s does best, %s."
                        .formatted(
                                best.cell().model(),
                                MeanRate.of(List.of(best)).orElseThrow().words()),
                "",
                "Dots are ten-fold accuracies, bars their 95 % intervals. The scale does not start at zero.",
                "recognizer",
                List.of(panel),
                List.of(),
                cells.stream()
                        .map(v -> new Entry(
                                v.cell().model(), false, List.of(RecognitionAnswer.point(List.of(v))), List.of()))
                        .toList()));
    }
}
