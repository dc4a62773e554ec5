package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.perturbation.Distance;
import dev.visor.defense.perturbation.Diversity;
import dev.visor.defense.perturbation.Gain;
import dev.visor.defense.perturbation.TipIm;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Heard;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.ProjectedStep.Norm;
import dev.visor.tensor.Scaled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole harness on people made of noise and recognizers that are random projections. */
class SuiteRunnerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static final Entry<Defense> TIP_IM = AnalyticTestBed.entry(
            "tip-im",
            new TipIm(new TipIm.Params(
                    24 / 255.,
                    3 / 255.,
                    15,
                    Norm.LINF,
                    1,
                    Distance.SQUARED_L2,
                    Distance.SQUARED_L2,
                    Gain.MAX,
                    0,
                    1,
                    Diversity.NONE)));

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    private static final Path STATUS = Path.of("/proc/self/status");

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void theControlIsRecognizedNoiseHelpsLittleAndTipImProtects() {
        RunRecord run = run("run", AnalyticTestBed.suite(List.of(NOISE, TIP_IM)), Progress.SILENT);

        assertThat(rank1(run, "none", AnalyticTestBed.SURROGATE)).isZero();
        assertThat(rank1(run, "noise", AnalyticTestBed.SURROGATE)).isLessThan(.5);
        assertThat(rank1(run, "tip-im", AnalyticTestBed.SURROGATE)).isEqualTo(1);
    }

    @Test
    void naturalnessIsMeasuredOnTheProbesOfEveryProtection() {
        List<MetricValue> rows = run("run", AnalyticTestBed.suite(List.of(NOISE)), Progress.SILENT).metrics().stream()
                .filter(row -> row.metric().equals("mmd"))
                .toList();

        assertThat(rows).extracting(row -> row.cell().defense()).containsExactly("none", "noise");
        assertThat(rows).allMatch(row -> row.n() == 6 && row.better() == Better.LOWER);
        assertThat(rows.get(0).value()).isZero();
        assertThat(rows.get(1).value()).isBetween(.1, .76);
    }

    @Test
    void everyPlannedTrialIsARow() {
        RunRecord run = run("run", AnalyticTestBed.suite(List.of(NOISE)), Progress.SILENT);
        Counts counts = run.info().counts();

        // For each of 2 defenses, 2 alignments and 2 models: 6 searches, and 6 probes x 4 comparisons and 2 protected
        // pairs.
        assertThat(counts.peakMemoryMib()).isBetween(Files.exists(STATUS) ? 50L : 0, 6L * 1024);
        assertThat(counts.planned()).isEqualTo(8 * (6 + 26));
        assertThat(run.trials()).hasSize(8 * 32);
        assertThat(counts.compared()).isEqualTo(8 * 32);
        assertThat(run.info().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void lostGradientsAndDrawsAreCountedAndWarnedOfAlsoWhenMasksAreReused() {
        Defense stuck = new Stuck();
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE, AnalyticTestBed.entry("stuck", stuck), TIP_IM));

        for (String name : List.of("first", "second")) {
            RunInfo info = run(name, suite, Progress.SILENT, "cache").info();

            assertThat(info.ledgers()).extracting(Ledger::draws).containsExactly(false, true, false, false);
            assertThat(info.ledgers())
                    .extracting(Ledger::zeroGradients)
                    .containsExactly(0L, 0L, info.ledgers().get(2).backward(), 0L);
            assertThat(info.ledgers().get(3).backward()).isPositive();
            assertThat(info.warnings())
                    .extracting(RunInfo.Warning::code)
                    .contains("few-probes", "randomized-defense", "zero-gradients");
        }
    }

    /** Asks for a gradient that is zero everywhere. */
    private static final class Stuck implements Defense {

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            try (NDManager scope = context.surrogates().manager().newSubManager()) {
                NDArray faces = Gradients.leaf(Faces.stack(scope, originals));
                context.surrogates().gradient(Scaled.by(faces, 0).sum(), faces, false);
            }
            return originals;
        }

        @Override
        public boolean needsSurrogates() {
            return true;
        }
    }

    @Test
    void aRunThatWasCutOffGoesOnAndEndsInTheSameBytes() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE, TIP_IM));
        RunRecord whole = run("whole", suite, Progress.SILENT);
        AtomicInteger masks = new AtomicInteger();

        assertThatThrownBy(() -> run("cut", suite, cutAt("tip-im on linear-a", masks)))
                .hasMessage("the power fails");
        RunRecord cut = new RunRecord(folder.resolve("cut"));
        assertThat(cut.info().status()).isEqualTo(Status.FAILED);
        RunRecord resumed = run("cut", suite, Progress.SILENT);

        assertThat(resumed.info().status()).isEqualTo(Status.COMPLETED);
        assertThat(Files.readString(resumed.directory().resolve("trials.csv")))
                .isEqualTo(Files.readString(whole.directory().resolve("trials.csv")));
        assertThat(resumed.info().counts().masksReused()).isPositive();
        assertThat(resumed.info().counts().embeddingsReused()).isPositive();
    }

    @Test
    void aSecondRunComputesNothingAgain() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE));
        run("first", suite, Progress.SILENT, "cache");
        Counts second = run("second", suite, Progress.SILENT, "cache").info().counts();

        assertThat(second.masksComputed()).isZero();
        assertThat(second.embeddingsComputed()).isZero();
    }

    @Test
    void aCompletedRunIsLeftAlone() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        Instant finished = run("run", suite, Progress.SILENT).info().finished().orElseThrow();

        RunRecord again = run("run", suite, Progress.SILENT);

        assertThat(again.info().finished()).contains(finished);
    }

    @Test
    void aCompletedRunThatWasChangedIsNotTakenForDone() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        Path trials = run("run", suite, Progress.SILENT).directory().resolve("trials.csv");
        Files.writeString(trials, Files.readString(trials).replaceFirst("0\\.[0-9]+", "0.999999"));

        assertThatThrownBy(() -> run("run", suite, Progress.SILENT))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(folder.resolve("run") + " is not what its run wrote (trials.csv line ");
    }

    /** Any file of the store, damaged in any way: the run ends in the same bytes, and says what it found. */
    @Test
    void whateverHappensToWhatIsStoredTheNextRunEndsInTheSameBytes() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE));
        String trials = trials(run("first", suite, Progress.SILENT, "cache"));
        // How long work took is no result.
        List<Path> stored = files(folder.resolve("cache")).stream()
                .filter(file -> !file.getParent().endsWith("costs"))
                .toList();
        SplittableRandom random = new SplittableRandom(1);

        for (int i = 0; i < 12; i++) {
            Path file = stored.get(random.nextInt(stored.size()));
            byte[] sound = Files.readAllBytes(file);
            Files.write(file, damaged(sound, i, stored.get(random.nextInt(stored.size()))));
            Heard heard = new Heard();

            assertThat(trials(run("again-" + i, suite, heard, "cache"))).isEqualTo(trials);
            assertThat(heard.lines()).as("%s, damage %d", file, i).anyMatch(line -> line.contains(file.toString()));
        }
    }

    /** Cut, emptied, changed, or another's. */
    private static byte[] damaged(byte[] sound, int how, Path other) throws IOException {
        if (how % 4 == 3 && !other.toString().endsWith(".embeddings")) {
            return Files.readAllBytes(other).length == sound.length ? new byte[1] : Files.readAllBytes(other);
        }
        byte[] changed = sound.clone();
        changed[sound.length / 2] ^= 0x40;
        return changed;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String trials(RunRecord run) throws IOException {
        return Files.readString(run.directory().resolve("trials.csv"));
    }

    @Test
    void aSecondRunInTheSameFolderIsToldThatTheFirstIsUnderWay() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(NOISE));
        AtomicReference<Throwable> second = new AtomicReference<>();

        run("run", suite, once(() -> second.set(catchThrowable(() -> run("run", suite, Progress.SILENT)))));

        assertThat(second.get())
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(folder.resolve("run") + " is being written by another visor, process ");
        assertThat(new RunRecord(folder.resolve("run")).info().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void whatEndedTheRunIsToldAlsoWhereItsRecordCannotBeWritten() {
        Progress cut = once(() -> {
            Path info = folder.resolve("run/run.json");
            try {
                Files.delete(info);
                Files.createDirectories(info.resolve("in the way"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("the power fails");
        });

        assertThatThrownBy(() -> run("run", AnalyticTestBed.suite(List.of(NOISE)), cut))
                .hasMessage("the power fails")
                .satisfies(fault -> assertThat(fault.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("run/run.json cannot be written ("));
    }

    /** Does something when the run is under way. */
    private static Progress once(Runnable action) {
        AtomicInteger times = new AtomicInteger();
        return new Progress() {
            @Override
            public void advance(String stage, long done, long total) {
                if (times.getAndIncrement() == 0) {
                    action.run();
                }
            }

            @Override
            public void say(String line) {}
        };
    }

    @Test
    void aFolderOfAnotherSuiteIsRefused() {
        run("run", AnalyticTestBed.suite(List.of()), Progress.SILENT);

        assertThatThrownBy(() -> run("run", AnalyticTestBed.suite(List.of(NOISE)), Progress.SILENT))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds a run of other settings");
    }

    @Test
    void aProbeThatCannotBeReadIsAnOutcome() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        PhotoId probe = run("clean", suite, Progress.SILENT, "a")
                .trials()
                .get(0)
                .trial()
                .probe();
        Files.writeString(testBed.file(probe), "no image");

        RunRecord run = run("spoilt", suite, Progress.SILENT, "b");

        assertThat(run.info().counts().unreadable()).isPositive();
        assertThat(run.info().counts().compared() + run.info().counts().unreadable())
                .isEqualTo(run.info().counts().planned());
    }

    @Test
    void aDefenseThatReturnsTooFewFacesStopsTheRun() {
        refuses(faces -> faces.subList(1, faces.size()), "returned 3 images for 4 originals");
    }

    @Test
    void aDefenseThatReturnsAnotherSizeStopsTheRun() {
        refuses(
                faces -> faces.stream()
                        .map(f -> new FaceImage(8, 8, new float[192]))
                        .toList(),
                "returned a face of 8 x 8 for one of 16 x 16");
    }

    @Test
    void aDefenseThatReturnsNoNumberStopsTheRun() {
        refuses(faces -> each(faces, Float.NaN), "returned a pixel of NaN");
    }

    @Test
    void aDefenseThatLeavesThePixelRangeStopsTheRun() {
        refuses(faces -> each(faces, 256), "returned a pixel of 256");
    }

    @Test
    void aDefenseThatOverdrawsItsBudgetStopsTheRun() {
        Defense greedy = new Defense() {
            @Override
            public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
                return each(originals, 128);
            }

            @Override
            public Optional<dev.visor.core.Budget> budget() {
                return Optional.of(new dev.visor.core.Budget(8 / 255.));
            }
        };

        assertThatThrownBy(() -> run(
                        "run",
                        AnalyticTestBed.suite(List.of(AnalyticTestBed.entry("greedy", greedy))),
                        Progress.SILENT))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("its budget is 8.000");
    }

    private void refuses(UnaryOperator<List<FaceImage>> misbehavior, String message) {
        Defense defense = (originals, context) -> misbehavior.apply(originals);
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(AnalyticTestBed.entry("plant", defense)));

        assertThatThrownBy(() -> run("run", suite, Progress.SILENT))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining(message);
        assertThat(new RunRecord(folder.resolve("run")).info().status()).isEqualTo(Status.FAILED);
    }

    private static List<FaceImage> each(List<FaceImage> faces, float value) {
        return faces.stream()
                .map(face -> {
                    float[] pixels = face.pixels().clone();
                    pixels[7] = value;
                    java.util.Arrays.fill(pixels, 9, 12, value);
                    return new FaceImage(face.width(), face.height(), pixels);
                })
                .toList();
    }

    private RunRecord run(String name, ResolvedSuite suite, Progress progress) {
        return run(name, suite, progress, "cache-" + name);
    }

    private RunRecord run(String name, ResolvedSuite suite, Progress progress, String cache) {
        Path out = folder.resolve(name);
        new SuiteRunner(testBed, progress, CLOCK)
                .run(RunRequest.of(suite, folder, folder.resolve(cache), folder, Optional.of(out), "cpu"));
        return new RunRecord(out);
    }

    private static Progress cutAt(String stage, AtomicInteger times) {
        return new Progress() {
            @Override
            public void advance(String now, long done, long total) {
                if (now.equals(stage) && times.getAndIncrement() == 0) {
                    throw new IllegalStateException("the power fails");
                }
            }

            @Override
            public void say(String line) {}
        };
    }

    private static double rank1(RunRecord run, String defense, String model) {
        return run.metrics().stream()
                .filter(m -> m.metric().equals("rank1_untargeted")
                        && m.cell().defense().equals(defense)
                        && m.cell().model().equals(model)
                        && m.cell().alignment() == dev.visor.core.Alignment.PHOTO)
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
