package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Access;
import dev.visor.core.Acquired;
import dev.visor.core.Alignment;
import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    @TempDir
    Path folder;

    private RunRecord run;

    @BeforeEach
    void inANewFolder() {
        run = new RunRecord(folder.resolve("run"));
    }

    @Test
    void namesItsFolderAfterTimeSuiteAndCommit() {
        assertThat(RunRecord.name(Instant.parse("2026-01-31T12:00:09.5Z"), "lfw-tipim", "6566f9d1234"))
                .isEqualTo("20260131T120009Z-lfw-tipim-6566f9d");
    }

    @Test
    void readsBackTheInfoThatItWrote() {
        RunInfo started = SmallRun.started();
        RunInfo completed = started.ended(
                RunInfo.Status.COMPLETED,
                Instant.parse("2026-01-31T13:00:00Z"),
                List.of(new ThresholdEntry("v", "far0.01-abc", .01, .3, .009, .008, .011, 5000, "1".repeat(64))),
                new Counts(5, 3, 1, 0, 1, 2, 0, 4, 6, 7, 8, 9, 10, 2048),
                List.of(new Ledger("tip-im-paper", List.of("mfn_y1"), 100, 50, 7.25, 3, true)),
                List.of(new RunInfo.Warning("no-face", "1 of 5 trials had no face")));

        run.write(started);
        assertThat(run.info()).isEqualTo(started);
        run.write(completed);
        assertThat(run.info()).isEqualTo(completed);
    }

    @Test
    void writesTheInfoInSnakeCaseInOneOrder() throws IOException {
        run.write(SmallRun.started());

        String json = text("run.json");
        assertThat(json)
                .startsWith("{\n  \"format_version\" : 2,\n  \"edition\" : 6,\n  \"status\" : \"started\",\n"
                        + "  \"started\" : \"2026-01-31T12:00:00Z\",\n  \"finished\" : \"-\",\n")
                .containsSubsequence("\"source_paper\"", "\"source_fidelity\"", "\"a\"", "\"batch\"", "\"epsilon\"")
                .contains("\"masks_reused\" : 0")
                .doesNotContain("\r")
                .endsWith("}\n");
    }

    @Test
    void readsBackEveryKindOfTrialRounded() {
        List<Trial> written = writeTrials();

        assertThat(written.get(0).outcome()).isEqualTo(new Outcome.Compared(.123456));
        assertThat(run.trials()).extracting(RecordedTrial::trial).containsExactlyElementsOf(written);
        assertThat(run.cells()).containsExactly(SmallRun.CONTROL, SmallRun.PROTECTED);
        assertThat(run.trials()).extracting(RecordedTrial::calibration).containsOnly(Optional.of("cal1"));
        assertThat(run.trials())
                .extracting(RecordedTrial::quality)
                .startsWith(OptionalDouble.empty(), OptionalDouble.of(.9877));
    }

    @Test
    void readsBackSearchesForSingleImagesAndGalleriesThatGrow() {
        List<Trial> trials = List.of(
                new Trial.Retrieval(
                        SmallRun.PROTECTED,
                        Pairing.CLEAN_PROTECTED,
                        SmallRun.ANN,
                        new PhotoId("Ann_0001"),
                        new PhotoId("Ann_0002"),
                        OptionalInt.of(3),
                        2,
                        new Outcome.Compared(.25)),
                new Trial.Retrieval(
                        SmallRun.PROTECTED,
                        Pairing.PROTECTED_PROTECTED,
                        SmallRun.ANN,
                        new PhotoId("Ann_0001"),
                        new PhotoId("Ann_0002"),
                        OptionalInt.empty(),
                        2,
                        new Outcome.NotAcquired(Acquired.Reason.NO_FACE)),
                new Trial.Tracking(
                        SmallRun.PROTECTED,
                        Pairing.PROTECTED_CLEAN,
                        SmallRun.ANN,
                        new PhotoId("Ann_0001"),
                        new PhotoId("Bob_0002"),
                        1,
                        4,
                        2,
                        new Outcome.Compared(-.5)));
        try (TrialWriter writer = run.trialWriter(
                List.of(SmallRun.PROTECTED), cell -> Optional.empty(), trial -> OptionalDouble.empty())) {
            trials.forEach(writer::write);
        }

        assertThat(run.trials()).extracting(RecordedTrial::trial).containsExactlyElementsOf(trials);
    }

    @Test
    void writesTheSameBytesInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            writeTrials();
            String here = text("trials.csv");
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            writeTrials();
            assertThat(text("trials.csv")).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void writesADashWhereAColumnDoesNotApply() throws IOException {
        writeTrials();

        assertThat(text("trials.csv").lines())
                .startsWith(
                        "cell,subject,probe,pairing,label,fold,mate,mate_subject,outcome,similarity,calibration,"
                                + "true_rank,target_rank,target,rank1_subject,ssim,seed,own,others,round",
                        Cells.shortId(SmallRun.CONTROL)
                                + ",Ann,Ann_0001,clean/clean,other,3,Bob_0002,\"Bob, \"\"the\"\" second\",compared,"
                                + "0.123456,cal1,-,-,-,-,-,7,-,-,-")
                .endsWith(Cells.shortId(SmallRun.PROTECTED)
                        + ",Ann,Ann_0001,protected/clean,-,-,-,-,failed,-,cal1,-,-,-,-,0.9877,7,-,-,-");
    }

    @Test
    void refusesATrialOfACellOutsideThePlan() {
        try (TrialWriter writer =
                run.trialWriter(List.of(SmallRun.CONTROL), c -> Optional.empty(), t -> OptionalDouble.empty())) {
            assertThatThrownBy(() -> writer.write(SmallRun.TRIALS.get(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no such cell");
        }
    }

    @Test
    void readsBackMetricsToSixDigits() throws IOException {
        MetricValue rate = new MetricValue(
                SmallRun.PROTECTED,
                Pairing.PROTECTED_CLEAN,
                "psr_dodging",
                1 / 3.,
                Optional.of(new Interval(.25, .5)),
                Optional.empty(),
                300,
                "rate",
                Better.HIGHER,
                Optional.of(new Far(1e-4)));
        run.writeMetrics(List.of(rate));

        assertThat(text("metrics.csv"))
                .isEqualTo(
                        "cell,dataset,seed,alignment,defense,surrogates,defense_access,attack,attacker_access,"
                                + "countermeasure,model,judge,trust,pairing,metric,value,"
                                + "ci_low,ci_high,cluster_low,cluster_high,n,unit,better,far\n"
                                + Cells.shortId(SmallRun.PROTECTED)
                                + ",lfw,7,photo,tip-im-paper,mfn_y1+mobileface_v2,black-box,zoo,scores,jpeg-75,edgeface_xxs,"
                                + "edgeface_xxs,built-in,protected/clean,psr_dodging,0.333333,0.25,0.5,-,-,300,rate,higher,0.0001\n");
        MetricValue read = run.metrics().get(0);
        assertThat(read.cell()).isEqualTo(rate.cell());
        assertThat(read.value()).isEqualTo(.333333);
        assertThat(read.interval()).isEqualTo(rate.interval());
        assertThat(read.clusterInterval()).isEmpty();
        assertThat(read.far()).contains(new Far(1e-4));
    }

    @Test
    void readsBackANumberThatIsAboutNoAttackAndNoModel() {
        MetricValue quality = MetricValue.plain(
                SampleCells.recognition("blur", List.of(), "-", "-", "lfw", 7, Alignment.CROP, "none", Access.NONE),
                Pairing.PROTECTED_CLEAN,
                "psnr",
                31.25,
                20,
                "dB",
                Better.HIGHER);
        run.writeMetrics(List.of(quality));

        assertThat(run.metrics()).containsExactly(quality);
    }

    @Test
    void readsBackPhotosTimingsAndCalibration() {
        List<ProtectedPhoto> photos = List.of(
                photo(Optional.of(new ProtectedPhoto.Quality(.9876, OptionalDouble.of(31.5), .047059)), "protected"),
                photo(Optional.of(new ProtectedPhoto.Quality(1, OptionalDouble.empty(), 0)), "protected"),
                photo(Optional.empty(), "failed"));
        List<Timing> timings = List.of(
                new Timing("protect", "tip-im-paper", 0, 8, 12.5, true),
                new Timing("embed", "mfn_y1", 1, 64, .25, false));
        run.writePhotos(photos);
        run.writeTimings(timings);
        run.writeCalibration(List.of(
                new Impostors("a", "cal1", new double[] {.1, .3000004, -.2}),
                new Impostors("b", "cal2", new double[] {0})));

        assertThat(run.photos()).isEqualTo(photos);
        assertThat(run.timings()).isEqualTo(timings);
        assertThat(run.calibration()).hasSize(2);
        assertThat(run.calibration().get(0).similarities()).containsExactly(.3, .1, -.2);
        assertThat(run.calibration().get(1).recognizer()).isEqualTo("b");
    }

    @Test
    void readsBackRolesAndTrainingCurves() throws IOException {
        List<RolePlayed> roles = List.of(
                new RolePlayed("private", "orl", SmallRun.ANN, new PhotoId("Ann_0001")),
                new RolePlayed("impostor", "lfw", SmallRun.BOB, new PhotoId("Bob_0001")));
        assertThat(run.roles()).isEmpty();
        assertThat(run.training()).isEmpty();

        run.writeRoles(roles);
        run.writeTraining(List.of(
                new TrainingCurve("none", "residual64-arcface", 7, 0, "validation_loss", 3.4000004),
                new TrainingCurve("dp-sgd", "residual64-arcface", 8, 12, "training_loss", -.25)));

        assertThat(run.roles()).isEqualTo(roles);
        assertThat(text("training.csv"))
                .isEqualTo("defense,model,seed,epoch,figure,value\n"
                        + "none,residual64-arcface,7,0,validation_loss,3.400000\n"
                        + "dp-sgd,residual64-arcface,8,12,training_loss,-0.250000\n");
        assertThat(run.training())
                .containsExactly(
                        new TrainingCurve("none", "residual64-arcface", 7, 0, "validation_loss", 3.4),
                        new TrainingCurve("dp-sgd", "residual64-arcface", 8, 12, "training_loss", -.25));
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(run::info).isInstanceOf(InputError.class).hasMessageContaining("run.json is missing");
        assertThatThrownBy(run::metrics).isInstanceOf(InputError.class).hasMessageContaining("metrics.csv is missing");
    }

    @Test
    void saysWhichColumnIsWrong() throws IOException {
        writeTrials();
        damage("trials.csv", ",probe,", ",photo,");

        assertThatThrownBy(run::trials)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("trials.csv line 1: column 3 is \"photo\", expected \"probe\"");
    }

    @Test
    void saysWhichCellOfTheTableCannotBeRead() throws IOException {
        writeTrials();
        damage("trials.csv", "0.123456", "NaN");

        assertThatThrownBy(run::trials)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("trials.csv line 2: column similarity holds \"NaN\"");
    }

    @Test
    void refusesAnEmptyCellAndASimilarityThatIsNone() throws IOException {
        writeTrials();
        damage("trials.csv", ",Ann,", ", ,");
        assertThatThrownBy(run::trials)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("trials.csv line 2: column subject holds \" \", expected a value");

        writeTrials();
        damage("trials.csv", "0.123456", "12.3456");
        assertThatThrownBy(run::trials)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected a similarity in [-1, 1]");
    }

    @Test
    void saysWhichWordsItKnows() throws IOException {
        writeTrials();
        damage("trials.csv", "protected/protected", "masked/masked");

        assertThatThrownBy(run::trials)
                .hasMessageContaining("line 5: column pairing holds \"masked/masked\"")
                .hasMessageContaining("protected/clean");
    }

    @Test
    void noticesARowThatWasCutOff() throws IOException {
        writeTrials();
        String whole = text("trials.csv");
        Files.writeString(file("trials.csv"), whole.substring(0, whole.length() - 20));

        assertThatThrownBy(run::trials).isInstanceOf(InputError.class).hasMessageContaining("trials.csv line 6");
    }

    @Test
    void noticesACellThatWasRenamed() throws IOException {
        writeTrials();
        damage("cells.csv", "jpeg-75", "jpeg-50");

        assertThatThrownBy(run::cells)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("cells.csv line 3: column cell");
    }

    @Test
    void refusesAnotherFormatVersion() throws IOException {
        run.write(SmallRun.started());
        damage("run.json", "\"format_version\" : 2", "\"format_version\" : 3");

        assertThatThrownBy(run::info)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("format_version is 3, this Visor reads 1 to 2");
    }

    @Test
    void saysWhereTheInfoIsBroken() throws IOException {
        run.write(SmallRun.started());
        damage("run.json", "\"started\",", "\"begun\",");
        assertThatThrownBy(run::info)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("run.json line 4 column")
                .hasMessageContaining("begun");

        run.write(SmallRun.started());
        damage("run.json", "\"dirty\" : true,", "");
        assertThatThrownBy(run::info).isInstanceOf(InputError.class).hasMessageContaining("dirty");
    }

    private static ProtectedPhoto photo(Optional<ProtectedPhoto.Quality> quality, String outcome) {
        return new ProtectedPhoto(
                "tip-im-paper", List.of("mfn_y1"), "lfw", 7, new PhotoId("Ann_0001"), SmallRun.ANN, quality, outcome);
    }

    private List<Trial> writeTrials() {
        List<Trial> written = new ArrayList<>();
        try (TrialWriter writer = run.trialWriter(
                List.of(SmallRun.CONTROL, SmallRun.PROTECTED),
                cell -> Optional.of("cal1"),
                trial -> trial.cell().equals(SmallRun.CONTROL) ? OptionalDouble.empty() : OptionalDouble.of(.98766))) {
            SmallRun.TRIALS.forEach(trial -> written.add(writer.write(trial)));
        }
        return written;
    }

    private void damage(String name, String before, String after) throws IOException {
        String whole = text(name);
        assertThat(whole).contains(before);
        Files.writeString(file(name), whole.replaceFirst(java.util.regex.Pattern.quote(before), after));
    }

    private String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    private Path file(String name) {
        return run.directory().resolve(name);
    }
}
