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

/**
 * A run that searched for single images, to be worked out by hand: four people with two images each in the gallery.
 *
 * <p>Under tip-im-paper, a protected photo finds the first image of the first and the last person; the third one's face is not acquired,
 * so that both images count as found: 4 of 8. Where both are protected, or neither is, everything is found.
 */
public final class SyntheticRecall {

    private static final List<Pairing> PAIRINGS = List.of(Pairing.PROTECTED_CLEAN, Pairing.PROTECTED_PROTECTED);

    /** Ranks of both images of each person; 0 where no face was acquired. */
    private static final int[][] PROTECTED = {{1, 9}, {5, 7}, {0, 0}, {2, 3}};

    private SyntheticRecall() {}

    public static RunRecord write(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(SyntheticRun.info("lfw-persons", 4, List.of()));
        List<Cell> cells = List.of(cell("none"), cell("tip-im-paper"));
        List<MetricValue> metrics = new ArrayList<>();
        try (TrialWriter trials =
                record.trialWriter(cells, cell -> Optional.empty(), trial -> OptionalDouble.empty())) {
            for (Cell cell : cells) {
                for (Pairing pairing : PAIRINGS) {
                    boolean hidden = cell.defense().equals("tip-im-paper") && pairing == Pairing.PROTECTED_CLEAN;
                    metrics.add(recall(cell, pairing, hidden ? 4 : 8));
                    searches(trials, cell, pairing, hidden);
                }
            }
        }
        record.writeMetrics(metrics);
        return record;
    }

    private static Cell cell(String defense) {
        List<String> surrogates = defense.equals("none") ? List.of() : List.of("mfn_y1");
        return SampleCells.recognition(
                defense,
                surrogates,
                "recall",
                "esp_mfn",
                "synthetic-faces",
                1,
                Alignment.PHOTO,
                "none",
                surrogates.isEmpty() ? Access.NONE : Access.BLACK_BOX);
    }

    private static MetricValue recall(Cell cell, Pairing pairing, int found) {
        return new MetricValue(
                cell,
                pairing,
                "recall",
                found / 8.,
                Optional.of(Wilson.interval(found, 8)),
                Optional.empty(),
                8,
                "rate",
                Better.LOWER,
                Optional.empty());
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
