package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.audit.verify.Verification;
import dev.visor.catalog.exchange.ImageMetricReader;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.external.AddedPerturbation;
import dev.visor.external.LocalFiles;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ImageMetric;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.ShardMerge;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.image.ImageNetwork.Scale;
import dev.visor.recognizer.image.PairNetwork;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of image quality whose network lies in a file. */
class ImageMetricsTest {

    private static final Path NETWORKS = Home.PATH.resolve("src/test/resources/networks");

    /** By PyTorch 1.13, of the images below. */
    private static final double[] DIFFERENCES = {0.34558823704719543, 0.3327205777168274};

    private static final double[] EDGES = {3.247434139251709, 6.332691192626953};

    @TempDir
    private Path folder;

    @Test
    void aNetworkComparesImagesPairByPairAsPyTorchDoes() throws IOException {
        List<FaceImage> ones = List.of(image(37, 1), image(37, 2));
        List<FaceImage> others = List.of(image(29, 5), image(31, 7));

        assertThat(compare("difference", 0, 255, ones, others)).satisfies(numbers -> {
            assertThat(numbers.get(0)).isCloseTo(DIFFERENCES[0], within(1e-6));
            assertThat(numbers.get(1)).isCloseTo(DIFFERENCES[1], within(1e-6));
        });
        assertThat(compare("edges", 127.5, 127.5, ones, others)).satisfies(numbers -> {
            assertThat(numbers.get(0)).isCloseTo(EDGES[0], within(1e-5));
            assertThat(numbers.get(1)).isCloseTo(EDGES[1], within(1e-5));
        });
    }

    @Test
    void aNetworkThatGivesSomethingElseIsNamed() {
        List<FaceImage> images = List.of(image(37, 1), image(37, 2));

        assertThatThrownBy(() -> compare("images", 0, 1, images, images))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("image metric lpips: ")
                .hasMessageContaining(
                        "images.pt gives (2, 3, 16, 16) for two batches of 2 images; expected one finite");
        assertThatThrownBy(() -> compare("endless", 0, 1, images, List.of(image(29, 1), image(29, 2))))
                .hasMessageContaining("endless.pt gives Infinity for two batches of 2 images");
        assertThatThrownBy(() -> compare("half", 0, 1, images, images))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("half.pt failed on images");
    }

    @Test
    void aRunMeasuresItInTheMeanOfEachProtectionAndShardsAsTheWhole() throws IOException {
        AnalyticTestBed bed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(brighter(10)));

        RunRecord whole = run(bed, suite, Shard.WHOLE, card("difference", 0, 255));
        RunRecord merged = new RunRecord(folder.resolve("merged"));
        ShardMerge.merge(
                List.of(
                        run(bed, suite, new Shard(1, 2), card("difference", 0, 255))
                                .directory(),
                        run(bed, suite, new Shard(2, 2), card("difference", 0, 255))
                                .directory()),
                merged.directory());

        for (RunRecord record : List.of(whole, merged)) {
            assertThat(lpips(record, "none").value()).isZero();
            MetricValue value = lpips(record, "brighter");
            assertThat(value.value()).isBetween(9 / 255., 10 / 255.);
            assertThat(value.unit()).matches("distance by difference\\.pt [0-9a-f]{8}");
            assertThat(Verification.of(record).mismatches()).isEmpty();
        }
    }

    @Test
    void aFrechetDistanceOfFewImagesIsRefusedBeforeAnythingRuns() throws IOException {
        AnalyticTestBed bed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());

        assertThatThrownBy(() -> run(bed, suite, Shard.WHOLE, write("metric: fid\nfeatures: linear-b\n")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("image metric fid: none protects 8 photos, and below 2,000");
        assertThatThrownBy(() -> run(bed, suite, Shard.WHOLE, write("metric: fid\nfeatures: other\n")))
                .hasMessageContaining("recognizer other takes no part in the suite; add --model other");
    }

    @Test
    void whatIsWrongWithACardIsSaidWithItsLine() throws IOException {
        assertThatThrownBy(() -> ImageMetricReader.read(List.of(write("metric: ssim\n"))))
                .hasMessageContaining("card.yaml:1: unknown image metric \"ssim\"");
        assertThatThrownBy(
                        () -> ImageMetricReader.read(List.of(write("metric: lpips\nfile: none.pt\nmean: 0\nstd: 1\n"))))
                .hasMessageContaining("card.yaml:2: file must name a file beside the card");
        Path sound = card("edges", 0, 1);
        assertThatThrownBy(() -> ImageMetricReader.read(List.of(sound, sound)))
                .hasMessageContaining("two cards of --image-metric give one metric");
        assertThatThrownBy(() -> ImageMetricReader.read(List.of(folder.resolve("no.yaml"))))
                .hasMessageContaining("there is no such file");
    }

    private List<Double> compare(String network, double mean, double std, List<FaceImage> ones, List<FaceImage> others)
            throws IOException {
        ImageMetric.Pairwise metric = (ImageMetric.Pairwise)
                ImageMetricReader.read(List.of(card(network, mean, std))).get(0);
        try (Compute compute = Compute.open("cpu");
                PairNetwork pairs =
                        new PairNetwork(metric.file(), new Scale(metric.mean(), metric.std()), compute.manager())) {
            return pairs.compare(ones, others);
        }
    }

    private Path card(String network, double mean, double std) throws IOException {
        Files.write(folder.resolve(network + ".pt"), Files.readAllBytes(NETWORKS.resolve(network + ".pt")));
        return write("metric: lpips\nfile: %s.pt\nmean: %s\nstd: %s\n".formatted(network, mean, std));
    }

    private Path write(String card) throws IOException {
        return Files.writeString(folder.resolve("card.yaml"), card);
    }

    private int runs;

    private RunRecord run(AnalyticTestBed bed, ResolvedSuite suite, Shard shard, Path card) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(bed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu")
                        .withShard(shard)
                        .withImageMetrics(ImageMetricReader.read(List.of(card))));
        return new RunRecord(out);
    }

    private Entry<Defense> brighter(float by) throws IOException {
        float[] values = new float[3 * LinearRecognizer.SIDE * LinearRecognizer.SIDE];
        Arrays.fill(values, by);
        Npy.write(folder.resolve("by.npy"), NpyArray.of(values, 3, LinearRecognizer.SIDE, LinearRecognizer.SIDE));
        return AnalyticTestBed.entry(
                "brighter",
                new AddedPerturbation(new AddedPerturbation.Params(
                        LocalFiles.of(folder, List.of("by.npy")), AddedPerturbation.Per.ALL, 0)));
    }

    private static MetricValue lpips(RunRecord record, String defense) {
        return record.metrics().stream()
                .filter(value ->
                        value.metric().equals("lpips") && value.cell().defense().equals(defense))
                .findFirst()
                .orElseThrow();
    }

    private static FaceImage image(int step, int seed) {
        float[] pixels = new float[3 * 16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * step + seed * 91) % 256;
        }
        return new FaceImage(16, 16, pixels);
    }
}
