package dev.visor.harness.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Purification;
import dev.visor.attack.Restorer;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.attack.TrainingPair;
import dev.visor.attack.purification.BitDepth;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Alignment;
import dev.visor.core.Digest;
import dev.visor.core.Knowledge;
import dev.visor.core.Pairing;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Guards;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst case through the whole harness. */
public class CountermeasuresTest {

    /** Destroys who it is: every pixel is moved by up to half of the range. */
    private static final Entry<Defense> LOUD_NOISE =
            AnalyticTestBed.entry("loud-noise", new UniformNoise(new UniformNoise.Params(.5)));

    private static final Entry<Countermeasure> EIGHT_BIT =
            AnalyticTestBed.entry("8-bit", new BitDepth(new BitDepth.Params(8)));

    /** Leaves nobody anything to recognize. */
    private static final Entry<Countermeasure> BLANK = AnalyticTestBed.entry("1-bit", (Purification)
            (face, random) -> new FaceImage(face.width(), face.height(), new float[face.pixels().length]));

    private static final Entry<Countermeasure> NEWER =
            AnalyticTestBed.entry("newer", new NewerRecognizer(new NewerRecognizer.Params(AnalyticTestBed.MODEL)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void everyCountermeasureIsACellOfItsOwnAndTheWorstIsAMetricAlone() {
        RunRecord run = run(List.of(EIGHT_BIT, BLANK));

        assertThat(run.info().status()).isEqualTo(Status.COMPLETED);
        assertThat(run.cells()).extracting(cell -> cell.countermeasure()).containsOnly("none", "8-bit", "1-bit");
        assertThat(run.metrics())
                .extracting(value -> value.cell().countermeasure())
                .containsOnly("none", "8-bit", "1-bit", "worst");
        assertThat(run.info().counts().planned()).isEqualTo(run.trials().size());
    }

    @Test
    void whatTheCountermeasureMakesOfAFaceIsWhatTheModelSees() {
        RunRecord run = run(List.of(EIGHT_BIT, BLANK));

        assertThat(value(run, "none", "8-bit", "rank1_untargeted"))
                .as("saving it again changes nothing")
                .isEqualTo(value(run, "none", "none", "rank1_untargeted"));
        assertThat(value(run, "none", "1-bit", "rank1_untargeted"))
                .as("everybody looks the same")
                .isPositive();
    }

    @Test
    void theWorstIsNeverAboveAnyCountermeasure() {
        RunRecord run = run(List.of(EIGHT_BIT, BLANK));

        for (String metric : List.of("rank1_untargeted", "rank5_untargeted", "psr_dodging", "rank1_targeted")) {
            for (String countermeasure : List.of("none", "8-bit", "1-bit")) {
                assertThat(value(run, "loud-noise", "worst", metric))
                        .as("%s on %s", metric, countermeasure)
                        .isLessThanOrEqualTo(value(run, "loud-noise", countermeasure, metric));
            }
        }
    }

    @Test
    void aNewerRecognizerJudgesWithItsOwnGalleryAndThresholds() {
        RunRecord run = run(List.of(NEWER));

        for (String metric : List.of("rank1_untargeted", "psr_dodging")) {
            assertThat(valueOf(run, "loud-noise", "newer", metric, AnalyticTestBed.SURROGATE))
                    .as("%s, whoever was replaced", metric)
                    .isEqualTo(valueOf(run, "loud-noise", "none", metric, AnalyticTestBed.MODEL));
        }
    }

    @Test
    void aSecondRunEmbedsNothingAnew() {
        RunRecord first = run(List.of(EIGHT_BIT, BLANK));
        RunRecord second = run(List.of(EIGHT_BIT, BLANK));

        assertThat(second.info().counts().embeddingsComputed()).isZero();
        assertThat(second.trials()).isEqualTo(first.trials());
    }

    /** Learns the mean of what the defense added, and takes it off. */
    private record MeanMask(boolean seesDefense) implements TrainedPurifier {

        static final List<List<TrainingPair>> LESSONS = new ArrayList<>();

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
            LESSONS.add(pairs);
            return new byte[] {1};
        }

        @Override
        public Restorer load(byte[] weights, Compute compute) {
            return new Restorer() {
                @Override
                public FaceImage purify(FaceImage face) {
                    return new FaceImage(face.width(), face.height(), new float[face.pixels().length]);
                }

                @Override
                public Digest digest() {
                    return Digest.of(weights);
                }

                @Override
                public void close() {}
            };
        }
    }

    @Test
    void aTrackerLearnsFromPeopleWhomHeDoesNotLookUpAndOnlyOnce() {
        MeanMask.LESSONS.clear();
        List<Entry<Countermeasure>> countermeasures = List.of(AnalyticTestBed.entry("known", new MeanMask(true)));

        RunRecord run = run(countermeasures);
        run(countermeasures);

        assertThat(MeanMask.LESSONS)
                .as("nothing to learn about none, and stored for noise")
                .hasSize(1);
        Set<String> lookedUp =
                run.trials().stream().map(t -> t.trial().subject().value()).collect(Collectors.toSet());
        assertThat(MeanMask.LESSONS.get(0))
                .hasSize(4)
                .allSatisfy(pair ->
                        assertThat(lookedUp).doesNotContain(pair.subject().value()))
                .allSatisfy(pair -> assertThat(pair.protectedFace().pixels())
                        .isNotEqualTo(pair.original().pixels()));
    }

    @Test
    void whatTheTrackerHasTrainedIsWhatTheModelSeesThrough() {
        RunRecord run = run(List.of(AnalyticTestBed.entry("known", new MeanMask(true)), BLANK));

        assertThat(value(run, "loud-noise", "known", "rank1_untargeted"))
                .as("this one blanks every face")
                .isEqualTo(value(run, "loud-noise", "1-bit", "rank1_untargeted"));
        assertThat(value(run, "none", "known", "rank1_untargeted"))
                .as("where the defense changes nothing there is nothing to learn")
                .isZero();
    }

    /** Learns from pairs of another defense than the one that it attacks. */
    private record Elsewhere() implements TrainedPurifier {

        @Override
        public Knowledge knowledge() {
            return Knowledge.OBLIVIOUS;
        }

        @Override
        public boolean seesDefense() {
            return true;
        }

        @Override
        public List<String> pairsOf() {
            return List.of("white", "black");
        }

        @Override
        public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
            return new MeanMask(true).learn(pairs, compute, seed, progress);
        }

        @Override
        public Restorer load(byte[] weights, Compute compute) {
            return new MeanMask(true).load(weights, compute);
        }
    }

    /** Makes every pixel alike. */
    public record Plain(float shade) implements Defense {

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            return originals.stream()
                    .map(face -> {
                        float[] pixels = new float[face.pixels().length];
                        Arrays.fill(pixels, shade);
                        return new FaceImage(face.width(), face.height(), pixels);
                    })
                    .toList();
        }
    }

    @Test
    void aTrackerMayLearnFromPairsOfDefensesThatTheSuiteDoesNotMeasure() {
        MeanMask.LESSONS.clear();
        ResolvedSuite usual = AnalyticTestBed.suite(
                List.of(LOUD_NOISE), List.of(AnalyticTestBed.entry("elsewhere", new Elsewhere()), BLANK));
        SortedMap<String, Entry<Defense>> makers = new TreeMap<>(Map.of(
                "white", AnalyticTestBed.entry("white", new Plain(255)),
                "black", AnalyticTestBed.entry("black", new Plain(0))));
        ResolvedSuite suite = new ResolvedSuite(
                usual.suite(),
                usual.defenses(),
                usual.attacks(),
                usual.countermeasures(),
                usual.recognizers(),
                usual.dataset(),
                List.of(),
                Guards.ALL,
                usual.services(),
                new PairDefenses(makers));

        RunRecord run = run(suite);

        assertThat(MeanMask.LESSONS)
                .as("the same lesson whichever defense is attacked, and stored")
                .hasSize(1);
        assertThat(MeanMask.LESSONS.get(0))
                .hasSize(8)
                .extracting(pair -> pair.protectedFace().pixels()[0])
                .containsExactly(255f, 0f, 255f, 0f, 255f, 0f, 255f, 0f);
        assertThat(value(run, "none", "elsewhere", "rank1_untargeted"))
                .as("clean photos go through it, too, and this one blanks every face")
                .isEqualTo(value(run, "none", "1-bit", "rank1_untargeted"))
                .isPositive();
        assertThat(run.info().suite().settings().code())
                .containsEntry(
                        "pairs white",
                        makers.get("white").implementation().digest().hex());
    }

    /** Tunes nothing: the model's own weights come back under another digest. */
    public record Retold() implements RetrainedRecognizer {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public byte[] learn(
                Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
            return new byte[] {2};
        }

        @Override
        public Recognizer load(byte[] weights, Trainable model, Compute compute) {
            return new LinearRecognizer(model.card().id(), 2, compute);
        }
    }

    /** The gallery then holds a protected photo of everybody, made by the same loud noise: that is not what makes her found. */
    @Test
    void aTunedRecognizerHasThresholdsOfItsOwnAndProtectedPhotosInItsGallery() {
        RunRecord run = run(List.of(AnalyticTestBed.entry("tuned", new Retold())));

        assertThat(run.calibration())
                .extracting(impostors -> impostors.recognizer())
                .contains("linear-b~tuned~loud-noise~~1")
                .doesNotContain("linear-b~tuned~none~~1");
        assertThat(run.metrics())
                .filteredOn(value -> value.cell().countermeasure().equals("tuned")
                        && value.cell().model().equals(AnalyticTestBed.MODEL))
                .extracting(MetricValue::metric)
                .contains("rank1_untargeted", "psr_dodging");
    }

    private int runs;

    private RunRecord run(List<Entry<Countermeasure>> countermeasures) {
        return run(AnalyticTestBed.suite(List.of(LOUD_NOISE), countermeasures));
    }

    private RunRecord run(ResolvedSuite suite) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
        RunRecord record = new RunRecord(out);
        assertThat(Verification.of(record).mismatches()).isEmpty();
        return record;
    }

    private static double value(RunRecord run, String defense, String countermeasure, String metric) {
        return valueOf(run, defense, countermeasure, metric, AnalyticTestBed.MODEL);
    }

    private static double valueOf(RunRecord run, String defense, String countermeasure, String metric, String model) {
        return run.metrics().stream()
                .filter(value -> value.cell().defense().equals(defense)
                        && value.cell().countermeasure().equals(countermeasure)
                        && value.cell().model().equals(model)
                        && value.cell().alignment() == Alignment.PHOTO
                        && value.pairing() == Pairing.PROTECTED_CLEAN
                        && value.metric().equals(metric))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
