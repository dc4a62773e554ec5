package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.TinyTestBed;
import dev.visor.harness.run.ThroughputBench.Measure;
import dev.visor.harness.run.ThroughputBench.Rate;
import dev.visor.harness.run.ThroughputBench.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputBenchTest {

    @TempDir
    private Path folder;

    @Test
    void measuresWhatIsAskedForAtEveryBatchSize() {
        List<Rate> rates = measure(Set.of(Measure.embed, Measure.protect), List.of(1, 2), 3);

        assertThat(named(rates))
                .containsExactly(
                        "embed_images_per_s 1",
                        "protect_images_per_s 1",
                        "embed_images_per_s 2",
                        "protect_images_per_s 2");
        assertThat(rates).allMatch(rate -> rate.perSecond() > 0);
    }

    @Test
    void decodingDetectingAndAligningAreMeasuredOnceAndEach() {
        List<Rate> rates = measure(Set.of(Measure.locate), List.of(1, 2), 2);

        assertThat(named(rates))
                .containsExactly("decode_photos_per_s 1", "detect_photos_per_s 1", "align_photos_per_s 1");
    }

    @Test
    void aTrainingStepIsMeasuredByItsFaces() {
        assertThat(measure(Set.of(Measure.train), List.of(2), 2))
                .singleElement()
                .satisfies(rate -> assertThat(rate.what() + " " + rate.batch()).isEqualTo("train_images_per_s 2"));
    }

    @Test
    void refusesMorePhotosThanThereAre() {
        assertThatThrownBy(() -> measure(Set.of(Measure.embed), List.of(1, 5), 6))
                .isInstanceOf(InputError.class)
                .hasMessage("10 photos in full batches are asked for, and the data set has 8; ask for fewer");
    }

    private static List<String> named(List<Rate> rates) {
        return rates.stream().map(rate -> rate.what() + " " + rate.batch()).toList();
    }

    private List<Rate> measure(Set<Measure> measures, List<Integer> batches, int photos) {
        Overrides overrides = new Overrides(
                List.of("probes=1", "targets=2", "distractors=0"),
                List.of("tip-im-smoke"),
                List.of(),
                List.of("dlib_resnet29"));
        return new ThroughputBench(new TinyTestBed(folder))
                .measure(
                        new Request(
                                new Catalog(Path.of("")).suite("quickstart", overrides),
                                measures,
                                batches,
                                photos,
                                "cpu",
                                .01),
                        Progress.SILENT);
    }
}
