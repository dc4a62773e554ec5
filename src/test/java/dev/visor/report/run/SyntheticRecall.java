package dev.visor.report.run;

import dev.visor.core.Access;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial.Retrieval;
import dev.visor.core.Trial.Tracking;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A run that searched for single images, to be worked out by hand: four people with two images each in the gallery.
 *
 * <p>Under tip-im-paper, a protected photo finds the first image of the first and the last person; the third one's face is not acquired,
 * so that both images count as found: 4 of 8. Where both are protected, or neither is, everything is found. A growing gallery accepts the
 * first person's probe at once, the last one's after a round, and the third one's, as its face is not acquired: 2 of 4, then 3.
 */
public final class SyntheticRecall {

    private static final List<Pairing> PAIRINGS = List.of(Pairing.PROTECTED_CLEAN, Pairing.PROTECTED_PROTECTED);

    /** Ranks of both images of each person; 0 where no face was acquired. */
    private static final int[][] PROTECTED = {{1, 9}, {5, 7}, {0, 0}, {2, 3}};

    /** Similarities of each person's probe to a gallery that has not grown and that has; the lower threshold of the two is .295. */
    private static final double[][] TRACKED = {{.4, .2, 0, .29}, {.4, .2, 0, .3}};

    private static final String CALIBRATION = "01234567";

    private SyntheticRecall() {}

    public static RunRecord write(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(SyntheticRun.info("lfw-persons", 4, List.of()));
        List<Cell> cells = List.of(cell("none", "recall"), cell("tip-im-paper", "recall"));
        List<Cell> growing = List.of(cell("none", "growing-gallery"), cell("tip-im-paper", "growing-gallery"));
        List<MetricValue> metrics = new ArrayList<>();
        try (TrialWriter trials = record.trialWriter(
                Stream.concat(cells.stream(), growing.stream()).toList(),
                cell -> Optional.of(CALIBRATION),
                trial -> OptionalDouble.empty())) {
            for (Cell cell : cells) {
                for (Pairing pairing : PAIRINGS) {
                    boolean hidden = cell.defense().equals("tip-im-paper") && pairing == Pairing.PROTECTED_CLEAN;
                    metrics.add(rate(cell, pairing, "recall", hidden ? 4 : 8, 8));
                    searches(trials, cell, pairing, hidden);
                }
            }
            for (Cell cell : growing) {
                boolean hidden = cell.defense().equals("tip-im-paper");
                for (int round = 0; round < TRACKED.length; round++) {
                    metrics.add(
                            rate(cell, Pairing.PROTECTED_CLEAN, "tracked_round" + round, hidden ? 2 + round : 4, 4));
                    track(trials, cell, round, hidden);
                }
            }
        }
        record.writeMetrics(metrics);
        return record;
    }

    private static Cell cell(String defense, String attack) {
        List<String> surrogates = defense.equals("none") ? List.of() : List.of("mfn_y1");
        return SampleCells.recognition(
                defense,
                surrogates,
                attack,
                "esp_mfn",
                "synthetic-faces",
                1,
                Alignment.PHOTO,
                "none",
                surrogates.isEmpty() ? Access.NONE : Access.BLACK_BOX);
    }

    private static MetricValue rate(Cell cell, Pairing pairing, String metric, int found, int of) {
        return new MetricValue(
                cell,
                pairing,
                metric,
                found / (double) of,
                Optional.of(Wilson.interval(found, of)),
                Optional.empty(),
                of,
                "rate",
                Better.LOWER,
                Optional.empty());
    }

    private static void track(TrialWriter out, Cell cell, int round, boolean hidden) {
        for (int person = 0; person < PROTECTED.length; person++) {
            double similarity = hidden ? TRACKED[round][person] : .6;
            out.write(new Tracking(
                    cell,
                    Pairing.PROTECTED_CLEAN,
                    new SubjectId("Person_" + person),
                    new PhotoId("Person_" + person + "_0001"),
                    new PhotoId("Person_" + person + "_0002"),
                    round,
                    1 + 4 * round,
                    round,
                    similarity == 0
                            ? new Outcome.NotAcquired(Acquired.Reason.NO_FACE)
                            : new Outcome.Compared(similarity)));
        }
    }

    private static void searches(TrialWriter out, Cell cell, Pairing pairing, boolean hidden) {
        for (int person = 0; person < PROTECTED.length; person++) {
            for (int image = 0; image < 2; image++) {
                int rank = hidden ? PROTECTED[person][image] : image + 1;
                SubjectId subject = new SubjectId("Person_" + person);
                out.write(new Retrieval(
                        cell,
                        pairing,
                        subject,
                        new PhotoId("Person_" + person + "_0001"),
                        new PhotoId("Person_" + person + "_000" + (image + 2)),
                        rank == 0 ? OptionalInt.empty() : OptionalInt.of(rank),
                        2,
                        rank == 0
                                ? new Outcome.NotAcquired(Acquired.Reason.NO_FACE)
                                : new Outcome.Compared(.8 - .05 * rank)));
            }
        }
    }
}
