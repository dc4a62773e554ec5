package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.harness.TinyTestBed;
import dev.visor.harness.run.ThroughputBench.Rate;
import dev.visor.harness.run.ThroughputBench.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputBenchTest {

    @TempDir
    private Path folder;

    @Test
    void measuresBothAtEveryBatchSize() {
        List<Rate> rates = measure(List.of(1, 2), 3, "cpu");

        assertThat(rates)
                .extracting(rate -> rate.what() + " " + rate.batch())
                .containsExactly(
                        "embed_images_per_s 1",
                        "protect_images_per_s 1",
                        "embed_images_per_s 2",
                        "protect_images_per_s 2");
        assertThat(rates).allMatch(rate -> rate.perSecond() > 0);
    }

    @Test
    void refusesMorePhotosThanThereAre() {
        assertThatThrownBy(() -> measure(List.of(1, 5), 6, "cpu"))
                .isInstanceOf(InputError.class)
                .hasMessage("10 photos in full batches are asked for, and the data set has 8; ask for fewer");
    }

    private List<Rate> measure(List<Integer> batches, int photos, String device) {
        Overrides overrides = new Overrides(
                List.of("probes=1", "targets=2", "distractors=0"),
                List.of("tip-im-smoke"),
                List.of(),
                List.of("dlib_resnet29"));
        return new ThroughputBench(new TinyTestBed(folder))
                .measure(
                        new Request(new Catalog(Path.of("")).suite("quickstart", overrides), batches, photos, device),
                        Progress.SILENT);
    }
}
