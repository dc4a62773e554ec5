package dev.visor.harness.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainingPair;
import dev.visor.attack.zoo.OtherLook;
import dev.visor.attack.zoo.SeveralDraws;
import dev.visor.attack.zoo.SeveralDraws.Average;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Alignment;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.Rescore;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trackers who look otherwise, who get several draws, or who teach a student, before people made of noise. */
class TrackersTest {

    private static final Entry<Defense> LOUD_NOISE =
            AnalyticTestBed.entry("loud-noise", new UniformNoise(new UniformNoise.Params(1)));

    private static final Entry<Countermeasure> MOVED = AnalyticTestBed.entry(
            "moved", new OtherLook(new OtherLook.Params("usual", .1, -.1, 1, true, OtherLook.Mirror.NONE, 0)));

    private static final Entry<Countermeasure> AROUND = AnalyticTestBed.entry(
            "around", new OtherLook(new OtherLook.Params("usual", 0, 0, 1, true, OtherLook.Mirror.BESIDE, .05)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private int runs;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        Student.LESSONS.clear();
    }

    @Test
    void whoLooksOtherwiseEnrollsOtherwiseAndHasThresholdsOfHisOwn() {
        RunRecord run = run(LOUD_NOISE, List.of(MOVED, AROUND));

        for (String countermeasure : List.of("moved", "around")) {
            assertThat(value(run, "none", countermeasure))
                    .as("%s: gallery and probes are cut alike", countermeasure)
                    .isZero();
            assertThat(run.calibration())
                    .filteredOn(impostors -> impostors.recognizer().equals("linear-b~" + countermeasure))
                    .singleElement()
                    .satisfies(own -> assertThat(own.similarities())
                            .isNotEqualTo(run.calibration().stream()
                                    .filter(impostors -> impostors.recognizer().equals("linear-b"))
                                    .findFirst()
                                    .orElseThrow()
                                    .similarities()));
        }
    }

    @Test
    void trialsOfWhoLooksOtherwiseAreJudgedAgainToTheSame() {
        List<Rescored> again = new Rescore(testBed, Progress.SILENT)
                .of(new Rescore.Request(
                        AnalyticTestBed.suite(List.of(LOUD_NOISE), List.of(MOVED, AROUND)),
                        run(LOUD_NOISE, List.of(MOVED, AROUND)),
                        folder.resolve("cache"),
                        60,
                        1,
                        "cpu"));

        assertThat(again)
                .filteredOn(one -> one.recorded().cell().countermeasure().equals("around"))
                .hasSizeGreaterThan(5);
        assertThat(again).allSatisfy(one -> assertThat(one.agrees()).isTrue());
    }

    @Test
    void severalDrawsOfADefenseThatDrawsSayMoreThanOne() {
        RunRecord run = run(LOUD_NOISE, List.of(draws(Average.PIXELS), draws(Average.EMBEDDINGS)));

        double once = value(run, "loud-noise", "none");
        assertThat(once).as("one draw").isGreaterThan(.5);
        assertThat(value(run, "loud-noise", "pixels")).isLessThan(once - .3);
        assertThat(value(run, "loud-noise", "embeddings")).isLessThan(once - .3);
        assertThat(value(run, "none", "pixels")).isEqualTo(value(run, "none", "none"));
    }

    @Test
    void aStudentReadsProtectedPhotosOnly() {
        RunRecord run = run(LOUD_NOISE, List.of(AnalyticTestBed.entry("student", new Student(List.of()))));

        assertThat(run.calibration())
                .as("gallery and thresholds are the model's")
                .extracting(impostors -> impostors.recognizer())
                .containsExactlyInAnyOrder("linear-a", "linear-b");
        assertThat(Student.LESSONS)
                .isNotEmpty()
                .allSatisfy(pairs -> assertThat(pairs).hasSize(2));
        assertThat(value(run, "loud-noise", "student"))
                .as("it sees something else than the model")
                .isNotEqualTo(value(run, "loud-noise", "none"));
    }

    /** Tells who was asked, and to whom it was to steer; it changes one pixel. */
    private record Steered(List<String> asked, List<List<String>> targets) implements Defense {

        @Override
        public boolean needsSurrogates() {
            return true;
        }

        @Override
        public boolean needsTargets() {
            return true;
        }

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            context.surrogates()
                    .recognizers()
                    .forEach(surrogate -> asked.add(surrogate.card().id()));
            targets.add(
                    context.targets().stream().map(face -> face.digest().hex()).toList());
            return originals.stream()
                    .map(face -> {
                        float[] pixels = face.pixels().clone();
                        pixels[0] = pixels[0] > 100 ? 0 : 255;
                        return new FaceImage(face.width(), face.height(), pixels);
                    })
                    .toList();
        }
    }

    @Test
    void whoHasOnlyTheToolRunsItWithSurrogatesAndTargetsOfHisOwn() {
        Steered steered = new Steered(new ArrayList<>(), new ArrayList<>());

        run(
                AnalyticTestBed.entry("steered", steered),
                List.of(AnalyticTestBed.entry("student", new Student(List.of(AnalyticTestBed.MODEL)))));

        assertThat(steered.asked()).contains(AnalyticTestBed.SURROGATE, AnalyticTestBed.MODEL);
        List<List<String>> distinct = steered.targets().stream().distinct().toList();
        assertThat(distinct).hasSize(2).allSatisfy(people -> assertThat(people).hasSize(2));
        assertThat(distinct.get(0)).doesNotContainAnyElementsOf(distinct.get(1));
    }

    /** Teaches nothing: another random projection stands for a student. */
    public record Student(List<String> toolSurrogates) implements RetrainedRecognizer {

        static final List<List<TrainingPair>> LESSONS = new ArrayList<>();

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public boolean readsGallery() {
            return false;
        }

        @Override
        public OptionalInt pairs() {
            return OptionalInt.of(2);
        }

        @Override
        public byte[] learn(
                Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
            LESSONS.add(pairs);
            return new byte[] {2};
        }

        @Override
        public Recognizer load(byte[] weights, Trainable model, Compute compute) {
            return new LinearRecognizer(model.card().id(), 3, compute);
        }
    }

    private static Entry<Countermeasure> draws(Average average) {
        return AnalyticTestBed.entry(
                average == Average.PIXELS ? "pixels" : "embeddings",
                new SeveralDraws(new SeveralDraws.Params(30, average)));
    }

    private RunRecord run(Entry<Defense> defense, List<Entry<Countermeasure>> countermeasures) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(
                        AnalyticTestBed.suite(List.of(defense), countermeasures),
                        folder,
                        folder.resolve("cache"),
                        folder,
                        Optional.of(out),
                        "cpu"));
        RunRecord record = new RunRecord(out);
        assertThat(Verification.of(record).mismatches()).isEmpty();
        return record;
    }

    /** The share of probes that are not found at rank 1. */
    private static double value(RunRecord run, String defense, String countermeasure) {
        return run.metrics().stream()
                .filter(value -> value.cell().defense().equals(defense)
                        && value.cell().countermeasure().equals(countermeasure)
                        && value.cell().model().equals(AnalyticTestBed.MODEL)
                        && value.cell().alignment() == Alignment.PHOTO
                        && value.metric().equals("rank1_untargeted"))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
