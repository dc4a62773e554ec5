package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Photo;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Protocol;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.TestBed;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.SamePhotos;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of photos that change, cannot be read, or are there twice. */
class ChangedPhotosTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Path people;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        people = Files.createDirectory(folder.resolve("people"));
        testBed = new AnalyticTestBed(people);
    }

    @Test
    void aRecordSaysWhichBytesItsPhotosHad() throws IOException {
        RunInfo first = run("first", testBed).info();
        RunInfo second = run("second", testBed).info();
        swap(used(first));
        RunInfo third = run("third", testBed).info();

        assertThat(first.dataset().contents())
                .hasSize(64)
                .isEqualTo(second.dataset().contents());
        assertThat(third.dataset().contents()).isNotEqualTo(first.dataset().contents());
        assertThat(third.dataset().digest()).isEqualTo(first.dataset().digest());
        assertThat(first.dataset().sameAs(third.dataset())).isFalse();
        DatasetEntry older = new DatasetEntry(
                first.dataset().id(),
                first.dataset().photos(),
                first.dataset().subjects(),
                first.dataset().digest());
        assertThat(older.sameAs(third.dataset())).isTrue();
    }

    @Test
    void aRunOnPhotosThatHaveChangedSinceIsNotTakenForTheSame() throws IOException {
        RunInfo first = run("run", testBed).info();
        assertThat(run("run", testBed).info()).isEqualTo(first);
        swap(used(first));

        assertThatThrownBy(() -> run("run", testBed))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds a run on other photos: those of noise-people have changed since");
        assertThat(new RunRecord(folder.resolve("run")).info()).isEqualTo(first);
    }

    @Test
    void aRunThatWasCutIsNotGoneOnWithOnOtherPhotos() throws IOException {
        AtomicInteger said = new AtomicInteger();
        Progress cut = new Progress() {
            @Override
            public void advance(String stage, long done, long total) {
                if (said.getAndIncrement() == 1) {
                    throw new IllegalStateException("the power fails");
                }
            }

            @Override
            public void say(String line) {}
        };
        assertThatThrownBy(() -> run("run", testBed, cut)).hasMessage("the power fails");
        swap(used(new RunRecord(folder.resolve("run")).info()));

        assertThatThrownBy(() -> run("run", testBed))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("other photos");
    }

    @Test
    void aPhotoThatChangesWhileItIsInUseEndsTheRun() throws IOException {
        FaceLocator photographs = new FaceLocator(Optional.empty(), new MemoryStore());
        FacePhoto photo = testBed.dataSet(card()).photos().get(0);
        photographs.key(photo);
        ImageFiles.writePng(new Photo(24, 24, new byte[24 * 24 * 3]), photo.file());

        assertThatThrownBy(() -> photographs.see(photo))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("was changed while it was in use");
    }

    @Test
    void photosThatCannotBeReadAreWarnedOfWithTheirNumber() throws IOException {
        FacePhoto probe = used(run("first", testBed).info());
        Files.write(probe.file(), new byte[] {1, 2, 3});

        RunInfo info = run("second", testBed).info();

        assertThat(info.counts().unreadable()).isPositive();
        assertThat(warning(info, "unreadable-photos"))
                .startsWith(info.counts().unreadable() + " of " + info.counts().planned() + " trials")
                .contains(probe.file().getFileName() + " (the file is no JPEG");
        assertThat(run("third", testBed).info().warnings()).isEqualTo(info.warnings());
    }

    @Test
    void aPhotoOfEqualPixelsInAnotherFileIsWarnedOf() throws IOException {
        Protocol protocol = protocol();
        FacePhoto probe = protocol.probes().get(0);
        FacePhoto mate = protocol.firstMates().get(0);
        byte[] png = Files.readAllBytes(probe.file());
        // Decoders skip what follows the end: other bytes, the same picture.
        Files.write(mate.file(), Arrays.copyOf(png, png.length + 4));
        FacePhoto stranger = protocol.impostors().get(0);
        FacePhoto copy = protocol.impostors().get(1);
        Files.copy(stranger.file(), copy.file(), StandardCopyOption.REPLACE_EXISTING);

        RunInfo info = run("run", testBed).info();

        assertThat(warning(info, "same-photo"))
                .startsWith("2 of the photos used are there under several names, 1 of them as several people")
                .contains(probe.id() + " = " + mate.id())
                .contains(stranger.id() + " = " + copy.id());
        assertThat(warning(run("again", testBed).info(), "same-photo")).isEqualTo(warning(info, "same-photo"));
    }

    @Test
    void whatLiesAmongThePhotosIsCountedAndWarnedOf() {
        TestBed littered = new TestBed() {
            @Override
            public Recognizer recognizer(RecognizerCard card, Compute compute) {
                return testBed.recognizer(card, compute);
            }

            @Override
            public DataSet dataSet(DataSetCard card) {
                DataSet data = testBed.dataSet(card);
                return new DataSet(data.id(), data.photos(), data.pairs(), Map.of("HEIC", 12, "hidden", 1));
            }

            @Override
            public Optional<FaceDetector> detector(String word, Compute compute) {
                return testBed.detector(word, compute);
            }
        };

        RunInfo info = run("run", littered, Progress.SILENT).info();

        assertThat(info.dataset().leftOut()).containsEntry("HEIC", 12);
        assertThat(warning(info, "photos-left-out")).endsWith("12 HEIC, 1 hidden");
        assertThat(new RunRecord(folder.resolve("run")).info()).isEqualTo(info);
    }

    @Test
    void facesOfOneFileAreNoCopiesOfEachOther() {
        DataSet data = testBed.dataSet(card());
        FacePhoto one = data.photos().get(0);
        FacePhoto beside = new FacePhoto(new PhotoId("beside"), new SubjectId("somebody"), one.file(), one.landmarks());

        assertThat(SamePhotos.among(
                        List.of(one, beside), Map.of(), new FaceLocator(Optional.empty(), new MemoryStore())))
                .isEmpty();
    }

    private RunRecord run(String name, TestBed bed) {
        return run(name, bed, Progress.SILENT);
    }

    private RunRecord run(String name, TestBed bed, Progress progress) {
        Path out = folder.resolve(name);
        new SuiteRunner(bed, progress, CLOCK)
                .run(RunRequest.of(
                        AnalyticTestBed.suite(List.of()),
                        folder,
                        folder.resolve("cache"),
                        folder,
                        Optional.of(out),
                        "cpu"));
        return new RunRecord(out);
    }

    /** A photo that the run was about. */
    private FacePhoto used(RunInfo info) {
        assertThat(((RecognitionSizes) info.protocol()).probes()).isPositive();
        return protocol().probes().get(0);
    }

    private Protocol protocol() {
        return AnalyticTestBed.suite(List.of()).roles(testBed.dataSet(card()));
    }

    private static DataSetCard card() {
        return AnalyticTestBed.suite(List.of()).dataset();
    }

    /** Other bytes under the same name. */
    private static void swap(FacePhoto photo) throws IOException {
        byte[] rgb = new byte[24 * 24 * 3];
        new SplittableRandom(99).nextBytes(rgb);
        ImageFiles.writePng(new Photo(24, 24, rgb), photo.file());
    }

    private static String warning(RunInfo info, String code) {
        return info.warnings().stream()
                .filter(warning -> warning.code().equals(code))
                .map(Warning::message)
                .findFirst()
                .orElse("");
    }
}
