package dev.visor.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.audit.verify.Verification;
import dev.visor.contract.Home;
import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.image.JpegRoundTrip;
import dev.visor.external.Job;
import dev.visor.external.JobFile;
import dev.visor.external.ResultFolder;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.harness.store.MemoryStore;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Photos that are protected elsewhere: what is handed out, what is taken back, and what is made of it. */
class ExchangeTest {

    private static final ResolvedSuite SUITE = AnalyticTestBed.suite(List.of());
    /** The probes, and two mates that a search among protected photos asks for. */
    private static final int SCORED = 8;

    private static final int DECOYS = 4;

    @TempDir
    private Path folder;

    private AnalyticTestBed bed;
    private Path job;
    private Path result;

    @BeforeEach
    void makeFolders() throws IOException {
        bed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        job = folder.resolve("job");
        result = Files.createDirectory(folder.resolve("result"));
    }

    @Test
    void aJobHoldsThePhotosOfTheSuiteAndStrangersUnderNumbersAndNothingOfTheGallery() throws IOException {
        assertThat(export(Job.Unit.PHOTO, 0)).isEqualTo(SCORED + DECOYS);

        assertThat(names(job.resolve("photos")))
                .hasSize(SCORED + DECOYS)
                .allMatch(name -> name.matches("\\d{6}\\.png"));
        assertThat(names(job)).containsExactlyInAnyOrder("job.json", "photos", "targets");
        String told = Files.readString(job.resolve("job.json"));
        SUITE.roles(bed.dataSet(SUITE.dataset()))
                .photos()
                .forEach(photo -> assertThat(told)
                        .doesNotContain(photo.id().value(), photo.subject().value()));
    }

    @Test
    void aJobIsWrittenIntoAnEmptyFolderOnly() throws IOException {
        Files.writeString(Files.createDirectory(job).resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> export(Job.Unit.PHOTO, 0))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is not empty");
        assertThat(names(job)).containsExactly("mine.txt");
    }

    @ParameterizedTest
    @EnumSource(Job.Unit.class)
    void theIdentityComesToExactlyTheRowsOfNone(Job.Unit unit) {
        export(unit, 0);
        supply((name, photo) -> photo);

        RunRecord record = run(check());

        List<String> none = rows(record, "none");
        assertThat(rows(record, "mine")).isNotEmpty().allMatch(none::contains);
        assertThat(record.metrics().stream()
                        .filter(value -> value.metric().endsWith("_net"))
                        .map(MetricValue::value))
                .isNotEmpty()
                .containsOnly(0.);
        assertThat(warnings(record)).contains("mine: of the images for 12 photos, 12 are the same as their photos");
    }

    @Test
    void everyRowSaysThatTheImagesWereSuppliedAndVerifyHoldsIt() throws IOException {
        export(Job.Unit.PHOTO, 0);
        supply((name, photo) -> brighter(photo, 3));

        RunRecord record = run(check());

        assertThat(record.metrics())
                .allMatch(value -> value.cell().trust()
                        == (value.cell().defense().equals("mine") ? Trust.SUPPLIED : Trust.BUILT_IN));
        assertThat(record.timings())
                .noneMatch(timing ->
                        timing.stage().equals("protect") && timing.id().equals("mine"));
        assertThat(Verification.of(record).mismatches()).isEmpty();
        Path cells = record.directory().resolve("cells.csv");
        Files.writeString(cells, Files.readString(cells).replace("supplied", "built-in"));
        assertThat(Verification.of(record).mismatches().toString()).contains("trust");
    }

    @Test
    void aMissingPhotoIsSharedAsItIs() throws IOException {
        export(Job.Unit.PHOTO, 0);
        supply((name, photo) -> brighter(photo, 3));
        List<String> all = names(job.resolve("photos"));
        Files.delete(result.resolve(all.get(0)));
        Files.delete(result.resolve(all.get(1)));

        Scoring.Checked checked = check();

        assertThat(checked.check().faults()).isEmpty();
        assertThat(checked.check().notes()).anyMatch(note -> note.contains("2 of 12 images are missing"));
        RunRecord record = run(checked);
        assertThat(warnings(record)).contains("2 are missing, which counts as not protected");
    }

    @Test
    void imagesOfOtherPeopleAreAFault() throws IOException {
        export(Job.Unit.PHOTO, 0);
        List<String> all = names(job.resolve("photos"));
        for (int i = 0; i < all.size(); i++) {
            Files.copy(job.resolve("photos").resolve(all.get(i)), result.resolve(all.get((i + 1) % all.size())));
        }

        assertThat(check().check().faults()).hasSize(all.size()).allMatch(fault -> fault.contains("not its own"));
    }

    @Test
    void greyImagesAreToldToBeAlike() {
        export(Job.Unit.FACE, 0);
        supply((name, photo) -> flat(photo));

        assertThat(check().check().notes())
                .anyMatch(note -> note.contains("11 of 12 images are the same as another's"));
    }

    @Test
    void jpegImagesAreTakenAndToldToBeLossy() throws IOException {
        export(Job.Unit.PHOTO, 0);
        supply((name, photo) -> JpegRoundTrip.of(photo, 50));
        for (String name : names(result)) {
            java.awt.image.BufferedImage image =
                    javax.imageio.ImageIO.read(result.resolve(name).toFile());
            javax.imageio.ImageIO.write(
                    image, "jpg", result.resolve(name.replace(".png", ".jpg")).toFile());
            Files.delete(result.resolve(name));
        }

        Scoring.Checked checked = check();

        assertThat(checked.check().faults()).isEmpty();
        assertThat(checked.check().notes()).anyMatch(note -> note.contains("12 of 12 images are JPEG files"));
    }

    @Test
    void aPixelThatMovesFartherThanTheJobAllowsIsAFault() {
        export(Job.Unit.PHOTO, 2);
        supply((name, photo) -> brighter(photo, 3));

        assertThat(check().check().faults())
                .hasSize(SCORED + DECOYS)
                .allMatch(fault -> fault.contains("moves a pixel by 3 of 255, and the job allows 2"));
    }

    @Test
    void changesOutsideTheFaceAreTold() {
        export(Job.Unit.PHOTO, 0);
        supply((name, photo) -> brighter(photo, 5));

        assertThat(check().check().notes()).anyMatch(note -> note.contains("changed outside the face"));
    }

    @Test
    void aJobOfAnotherSuiteIsRefused() {
        export(Job.Unit.PHOTO, 0);
        supply((name, photo) -> photo);
        JobFile read = JobFile.read(job);
        JobFile other = new JobFile(
                read.unit(),
                read.budget(),
                read.suite(),
                read.settings(),
                "0".repeat(64),
                read.protocol(),
                read.decoys(),
                read.sha256());

        assertThatThrownBy(() -> check(other))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("other settings or entries of the suite analytic");
    }

    private int export(Job.Unit unit, int budget) {
        return new Export(bed, Progress.SILENT)
                .write(new Export.Request(
                        SUITE,
                        List.of(),
                        unit,
                        budget == 0 ? Optional.empty() : Optional.of(new Budget(budget / 255.)),
                        DECOYS,
                        job,
                        "cpu"));
    }

    private void supply(BiFunction<String, FaceImage, FaceImage> made) {
        for (String name : names(job.resolve("photos"))) {
            try {
                Reading.Decoded read =
                        (Reading.Decoded) ImageFiles.read(job.resolve("photos").resolve(name));
                FaceImage image = made.apply(name, FaceImage.ofPhoto(read.photo()));
                ImageFiles.writePng(image.toPhoto(), result.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Scoring.Checked check() {
        return check(JobFile.read(job));
    }

    private Scoring.Checked check(JobFile read) {
        Submission submission = new Submission("mine", "a method", "none", "none", "paper", 0, List.of(), "we");
        return new Scoring(bed, Progress.SILENT)
                .check(
                        new Scoring.Request(SUITE, read, new ResultFolder(result, true), submission, "cpu"),
                        new MemoryStore());
    }

    private RunRecord run(Scoring.Checked checked) {
        Path out = folder.resolve("record");
        new SuiteRunner(bed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(
                        checked.suite(), Home.PATH, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
        return new RunRecord(out);
    }

    /** What was measured of a defense, without its name, its trust and what is about nothing but the comparison with none. */
    private static List<String> rows(RunRecord record, String defense) {
        return record.metrics().stream()
                .filter(value -> value.cell().defense().equals(defense))
                .filter(value -> !value.metric().endsWith("_net"))
                .filter(value -> !value.metric().endsWith("_per_s"))
                .map(value -> String.join(
                                ",",
                                RunRecord.text(value)
                                        .subList(13, RunRecord.text(value).size()))
                        + value.cell().attack()
                        + value.cell().model()
                        + value.cell().alignment())
                .toList();
    }

    private static String warnings(RunRecord record) {
        return record.info().warnings().stream().map(Warning::message).toList().toString();
    }

    private static FaceImage brighter(FaceImage photo, int by) {
        float[] pixels = photo.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += pixels[i] > 128 ? -by : by;
        }
        return new FaceImage(photo.width(), photo.height(), pixels);
    }

    private static FaceImage flat(FaceImage photo) {
        float[] pixels = new float[photo.pixels().length];
        java.util.Arrays.fill(pixels, 128);
        return new FaceImage(photo.width(), photo.height(), pixels);
    }

    private static List<String> names(Path in) {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
