package dev.visor.report.run;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.SampleSettings;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A run with a countermeasures that can be worked out by hand: ten probes of ten people, and tip-im-paper on mfn_y1.
 *
 * <p>It hides, per countermeasure and overall, on the surrogate all; on esp_mfn the probes 0-7, 0-5 and 2-8, so 2-5 on all countermeasures; on
 * faceres 0-8, 0-6 and 0-7, so 0-6 on all countermeasures. Of the clean photos, before every model, none, the last and the last two.
 */
public final class SyntheticCountermeasures {

    static final List<String> COUNTERMEASURES = List.of("none", "jpeg-75", "blur-1");
    static final String DEFENSE = "tip-im-paper";
    static final double THRESHOLD = .3;

    private static final List<String> MODELS = List.of("mfn_y1", "esp_mfn", "faceres");
    private static final int PROBES = 10;
    private static final String CALIBRATION = "01234567";

    /** First and last hidden probe, by model and countermeasure. */
    private static final Map<String, int[][]> HIDDEN = Map.of(
            "mfn_y1", new int[][] {{0, 9}, {0, 9}, {0, 9}},
            "esp_mfn", new int[][] {{0, 7}, {0, 5}, {2, 8}},
            "faceres", new int[][] {{0, 8}, {0, 6}, {0, 7}});

    private SyntheticCountermeasures() {}

    public static RunRecord write(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(info());
        List<Cell> cells = new ArrayList<>();
        List<MetricValue> metrics = new ArrayList<>();
        // Not in the suite's order, as a record that was merged may be.
        for (String countermeasure : List.of("blur-1", "none", "jpeg-75")) {
            for (String model : MODELS) {
                cells.add(cell("none", model, countermeasure));
                cells.add(cell(DEFENSE, model, countermeasure));
            }
        }
        List<Cell> judged = new ArrayList<>(cells);
        for (String model : MODELS) {
            judged.add(cell("none", model, "worst"));
            judged.add(cell(DEFENSE, model, "worst"));
        }
        for (Cell cell : judged) {
            metrics.add(rate(cell, "rank1_untargeted", Optional.empty()));
            metrics.add(rate(cell, "psr_dodging", Optional.of(new Far(.001))));
            metrics.add(rate(cell, "psr_dodging", Optional.of(new Far(.01))));
        }
        record.writeMetrics(metrics);
        try (TrialWriter trials =
                record.trialWriter(cells, cell -> Optional.of(CALIBRATION), trial -> OptionalDouble.empty())) {
            cells.forEach(cell -> trials(trials, cell));
        }
        return record;
    }

    static RunInfo info() {
        RunInfo base = SyntheticRun.info("lfw-ladder", 3, List.of());
        RunInfo.Suite suite = new RunInfo.Suite(
                "lfw-ladder",
                base.suite().summary(),
                base.suite().caveat(),
                base.suite().digest(),
                new SampleSettings()
                        .with("fars", List.of(.01, .001))
                        .with("countermeasures", COUNTERMEASURES)
                        .recognition());
        List<ThresholdEntry> thresholds = new ArrayList<>();
        for (String model : MODELS) {
            thresholds.add(threshold(model, "far0.01-" + CALIBRATION, .01, .2));
            thresholds.add(threshold(model, "far0.001-" + CALIBRATION, .001, THRESHOLD));
        }
        return SyntheticRun.with(base, suite, base.defenses(), thresholds);
    }

    private static ThresholdEntry threshold(String model, String id, double far, double similarity) {
        return new ThresholdEntry(
                model,
                id,
                far,
                similarity,
                far,
                far / 2,
                far * 2,
                20000,
                Digest.of("x").hex());
    }

    static Cell cell(String defense, String model, String countermeasure) {
        List<String> surrogates = defense.equals("none") ? List.of() : List.of("mfn_y1");
        Access access =
                surrogates.isEmpty() ? Access.NONE : surrogates.contains(model) ? Access.WHITE_BOX : Access.BLACK_BOX;
        return SampleCells.recognition(
                defense, surrogates, "identify", model, "synthetic-faces", 1, Alignment.PHOTO, countermeasure, access);
    }

    private static boolean hidden(Cell cell, int probe) {
        if (cell.countermeasure().equals("worst")) {
            return COUNTERMEASURES.stream()
                    .allMatch(countermeasure -> hidden(cell(cell.defense(), cell.model(), countermeasure), probe));
        }
        int countermeasure = COUNTERMEASURES.indexOf(cell.countermeasure());
        if (cell.defense().equals("none")) {
            return probe >= PROBES - countermeasure;
        }
        int[] range = HIDDEN.get(cell.model())[countermeasure];
        return probe >= range[0] && probe <= range[1];
    }

    private static MetricValue rate(Cell cell, String metric, Optional<Far> far) {
        long count = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            count += hidden(cell, probe) ? 1 : 0;
        }
        return new MetricValue(
                cell,
                Pairing.PROTECTED_CLEAN,
                metric,
                count / (double) PROBES,
                Optional.of(Wilson.interval(count, PROBES)),
                Optional.empty(),
                PROBES,
                "rate",
                Better.HIGHER,
                far);
    }

    private static void trials(TrialWriter out, Cell cell) {
        for (int i = 0; i < PROBES; i++) {
            SubjectId subject = new SubjectId("Person_" + i);
            PhotoId probe = new PhotoId("Person_" + i + "_0001");
            boolean hidden = hidden(cell, i);
            double similarity = hidden ? .1 : .5 + .01 * i;
            out.write(new Trial.Identification(
                    cell,
                    Pairing.PROTECTED_CLEAN,
                    subject,
                    probe,
                    new Outcome.Compared(.7),
                    Optional.of(new Trial.Found(
                            hidden ? 7 : 1, OptionalInt.empty(), Optional.empty(), new SubjectId("Person_0")))));
            out.write(new Trial.Verification(
                    cell,
                    Pairing.PROTECTED_CLEAN,
                    subject,
                    probe,
                    subject,
                    new PhotoId("Person_" + i + "_0002"),
                    Trial.Label.OTHER,
                    OptionalInt.empty(),
                    new Outcome.Compared(similarity)));
        }
    }
}
