package dev.visor.metric;

import dev.visor.core.Access;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.stats.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Trials as short as they can be written. */
public final class Trials {

    public static final Cell CELL =
            SampleCells.recognition("blur", List.of(), "zoo", "victim", "lfw", 1, Alignment.PHOTO, "none", Access.NONE);

    /** Accepts what lies above .4. */
    public static final Threshold AT_POINT_FOUR = Calibration.atFarOfFew(new Far(.5), new double[] {.4, .6});

    public static final Outcome NO_FACE = new Outcome.NotAcquired(Reason.NO_FACE);
    public static final Outcome FAILED = new Outcome.NotAcquired(Reason.FAILED);

    private Trials() {}

    public static Outcome at(double similarity) {
        return new Outcome.Compared(similarity);
    }

    public static Trial pair(String subject, Label label, Outcome outcome) {
        return pair(subject, label, OptionalInt.empty(), outcome);
    }

    public static Trial inFold(int fold, Label label, Outcome outcome) {
        return pair("Ann", label, OptionalInt.of(fold), outcome);
    }

    public static Trial search(String subject, int trueRank, int targetRank) {
        return search(
                subject,
                at(.9),
                Optional.of(new Trial.Found(
                        trueRank,
                        OptionalInt.of(targetRank),
                        Optional.of(new SubjectId("target")),
                        new SubjectId("any"))));
    }

    public static Trial searchWithoutTargets(String subject, int trueRank) {
        return search(
                subject,
                at(.9),
                Optional.of(new Trial.Found(trueRank, OptionalInt.empty(), Optional.empty(), new SubjectId("any"))));
    }

    public static Trial missedSearch(String subject, Outcome outcome) {
        return search(subject, outcome, Optional.empty());
    }

    /** The values by name. */
    public static Map<String, Double> values(Metric metric, Trial... trials) {
        return metric.of(judged(trials)).stream().collect(Collectors.toMap(MetricValue::metric, MetricValue::value));
    }

    public static CellTrials judged(Trial... trials) {
        return new CellTrials(Arrays.asList(trials), List.of(AT_POINT_FOUR));
    }

    /** The same trial of another defense. */
    public static Trial under(String defense, Trial trial) {
        Cell cell = SampleCells.recognition(
                defense, List.of(), "zoo", "victim", "lfw", 1, Alignment.PHOTO, "none", Access.NONE);
        return trial instanceof Trial.Identification search
                ? new Trial.Identification(
                        cell, search.pairing(), search.subject(), search.probe(), search.outcome(), search.found())
                : pair(
                        cell,
                        trial.subject().value(),
                        ((Trial.Verification) trial).label(),
                        OptionalInt.empty(),
                        trial.outcome());
    }

    private static Trial pair(String subject, Label label, OptionalInt fold, Outcome outcome) {
        return pair(CELL, subject, label, fold, outcome);
    }

    private static Trial pair(Cell cell, String subject, Label label, OptionalInt fold, Outcome outcome) {
        return new Trial.Verification(
                cell,
                Pairing.PROTECTED_CLEAN,
                new SubjectId(subject),
                new PhotoId(subject + "_1"),
                new SubjectId("mate"),
                new PhotoId("mate_1"),
                label,
                fold,
                outcome);
    }

    private static Trial search(String subject, Outcome outcome, Optional<Trial.Found> found) {
        return new Trial.Identification(
                CELL, Pairing.PROTECTED_CLEAN, new SubjectId(subject), new PhotoId(subject + "_1"), outcome, found);
    }
}
