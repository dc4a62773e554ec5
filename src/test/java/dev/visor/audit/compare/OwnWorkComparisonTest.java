package dev.visor.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.GateReader;
import dev.visor.contract.Home;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.expectation.Gate;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.UtilityDirection;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.SmallRun;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.Counts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recognizer that was trained under a defense does for its user, by the gate that runs are held to. */
class OwnWorkComparisonTest {

    private static final int FOLDS = 10;
    private static final int PAIRS = 40;
    private static final String MODEL = "residual64-arcface";
    private static final String JUDGE = "juror";

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void moreUtilityIsNoRegressionAndLessIsOne() {
        assertThat(verdict(.7, .95, MODEL)).isEqualTo(Verdict.PASS);
        assertThat(verdict(.95, .7, MODEL)).isEqualTo(Verdict.REGRESSION);
    }

    /** Who is known is the same in both; a judge knows nobody, and stands for whoever tracks people. */
    @Test
    void aJudgeThatVerifiesBetterIsTheWorseForPeople() {
        assertThat(verdict(.7, .95, JUDGE)).isEqualTo(Verdict.REGRESSION);
        assertThat(verdict(.95, .7, JUDGE)).isEqualTo(Verdict.PASS);
    }

    @Test
    void itIsSoForRecordsInWhichVerificationStillPointedDown() {
        RunRecord older = run(.7, MODEL, values -> values);
        assertThat(older.metrics())
                .filteredOn(value -> value.metric().equals("verification_accuracy"))
                .extracting(MetricValue::better)
                .containsExactly(Better.LOWER);

        assertThat(verdict(older, run(.95, MODEL, UtilityDirection::of))).isEqualTo(Verdict.PASS);
        assertThat(verdict(older, run(.95, MODEL, values -> values))).isEqualTo(Verdict.PASS);
        assertThat(verdict(run(.95, MODEL, UtilityDirection::of), older)).isEqualTo(Verdict.REGRESSION);
    }

    private Verdict verdict(double before, double after, String judge) {
        return verdict(run(before, judge, UtilityDirection::of), run(after, judge, UtilityDirection::of));
    }

    private static Verdict verdict(RunRecord base, RunRecord now) {
        Gate gate = GateReader.read(Home.PATH.resolve("results/gates/default.yaml"), Comparison.metrics());
        Comparison comparison = Comparison.of(base, now, gate);
        assertThat(comparison.rows()).extracting(row -> row.number().metric()).containsExactly("verification_accuracy");
        return comparison.verdict();
    }

    /** @param right share of the pairs of either kind in each fold that are judged rightly */
    private RunRecord run(double right, String judge, UnaryOperator<List<MetricValue>> direction) {
        RunRecord record = new RunRecord(folder.resolve("run-" + runs++));
        Cell cell = SampleCells.ownWork("none", "own-accuracy", judge, "orl", 1);
        List<Trial> trials = new ArrayList<>();
        if (judge.equals(MODEL)) {
            trials.add(asked(cell));
        }
        for (int fold = 0; fold < FOLDS; fold++) {
            for (int i = 0; i < PAIRS; i++) {
                trials.add(pair(cell, fold, i, Label.OTHER, i < right * PAIRS ? .8 : 0));
                trials.add(pair(cell, fold, i, Label.IMPOSTOR, .1));
            }
        }
        List<Trial> written;
        try (TrialWriter writer =
                record.trialWriter(List.of(cell), any -> Optional.empty(), trial -> OptionalDouble.empty())) {
            written = trials.stream().map(writer::write).toList();
        }
        record.writeMetrics(direction.apply(Judgment.of(written, List.of())));
        record.writePhotos(List.of());
        record.writeCalibration(List.of());
        record.writeTimings(List.of());
        record.write(SmallRun.started()
                .ended(
                        RunInfo.Status.COMPLETED,
                        Instant.parse("2026-01-31T13:00:00Z"),
                        List.of(),
                        Counts.NONE,
                        List.of(),
                        List.of()));
        return record;
    }

    private static Trial asked(Cell cell) {
        SubjectId ann = new SubjectId("Ann");
        return new Trial.Identification(
                cell,
                Pairing.ASKED_TRAINED,
                ann,
                new PhotoId("Ann-9"),
                new Outcome.Compared(.9),
                Optional.of(new Trial.Found(1, OptionalInt.empty(), Optional.empty(), ann)));
    }

    private static Trial pair(Cell cell, int fold, int i, Label label, double similarity) {
        SubjectId person = new SubjectId("person-%d-%d".formatted(fold, i));
        SubjectId mate = label == Label.OTHER ? person : new SubjectId("stranger-%d-%d".formatted(fold, i));
        return new Trial.Verification(
                cell,
                Pairing.CLEAN_CLEAN,
                person,
                new PhotoId(person + "-" + label.word()),
                mate,
                new PhotoId(mate + "-mate"),
                label,
                OptionalInt.of(fold),
                new Outcome.Compared(similarity));
    }
}
