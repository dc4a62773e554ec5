package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of a defense that breaks its contract, beside the plants of the self-test. */
class ContractTest {

    private static final String ID = "plant";

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void theRecordSaysWhatEndedTheRun() {
        assertThatThrownBy(() -> run((originals, context) -> List.of()))
                .isInstanceOf(ContractViolation.class)
                .hasMessage(
                        "defense plant, protecting 4 photos: it returned 0 images for 4 originals; expected one for each");

        RunInfo info = new RunRecord(folder.resolve("run")).info();
        assertThat(info.status()).isEqualTo(Status.FAILED);
        assertThat(info.warnings())
                .filteredOn(warning -> warning.code().equals("run-failed"))
                .extracting(RunInfo.Warning::message)
                .containsExactly(
                        "defense plant, protecting 4 photos: it returned 0 images for 4 originals; expected one for each");
    }

    @Test
    void aPixelThatChangesBesideTheAreaIsNamed() {
        Defense painter = new Defense() {
            @Override
            public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                return brighter(originals, 40);
            }

            @Override
            public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
                boolean[] area = new boolean[original.width() * original.height()];
                Arrays.fill(area, true);
                area[2 * original.width() + 5] = false;
                return Optional.of(area);
            }
        };

        assertThatThrownBy(() -> run(painter))
                .isInstanceOf(ContractViolation.class)
                .hasMessage(
                        "defense plant, protecting 4 photos: it changed the pixel at 5, 2, beside where it may change"
                                + " any; expected no pixel to change there");
    }

    @Test
    void codeThatDoesNotFitThisVisorIsTheDefensesFault() {
        assertThatThrownBy(() -> run((originals, context) -> {
                    throw new NoSuchMethodError("Surrogates.gone()");
                }))
                .isInstanceOf(ContractViolation.class)
                .hasMessage(
                        "defense plant, protecting 4 photos: it threw java.lang.NoSuchMethodError: Surrogates.gone();"
                                + " expected one face for each");
    }

    @Test
    void nothingOfABatchThatBrokeTheContractIsStored() {
        assertThatThrownBy(() -> run((originals, context) -> {
                    List<FaceImage> faces = brighter(originals, 3);
                    faces.get(faces.size() - 1).pixels()[0] = Float.NaN;
                    return faces;
                }))
                .hasMessageContaining("NaN");

        RunInfo mended = run((originals, context) -> brighter(originals, 3)).info();

        assertThat(mended.status()).isEqualTo(Status.COMPLETED);
        // The control's masks are those that the first run stored.
        assertThat(mended.counts().masksReused()).isEqualTo(mended.counts().masksComputed());
    }

    @Test
    void aSearchThatAnotherShapeOfBatchSendsElsewhereIsNotCalledRandom() {
        RunInfo info = run((originals, context) -> brighter(originals, originals.size() == 1 ? 3 : 5))
                .info();

        assertThat(info.status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void aMistakeOfTheUsersThatADefenseFindsStaysTheUsers() {
        assertThatThrownBy(() -> run((originals, context) -> {
                    throw new InputError("two targets are needed, got 1");
                }))
                .isInstanceOf(InputError.class)
                .hasMessage("two targets are needed, got 1");
    }

    private static List<FaceImage> brighter(List<FaceImage> faces, int steps) {
        return faces.stream()
                .map(face -> {
                    float[] pixels = face.pixels().clone();
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = Math.min(255, pixels[i] + steps);
                    }
                    return new FaceImage(face.width(), face.height(), pixels);
                })
                .toList();
    }

    private RunRecord run(Defense defense) {
        Path out = folder.resolve("run");
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(AnalyticTestBed.entry(ID, defense)));
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
        return new RunRecord(out);
    }
}
