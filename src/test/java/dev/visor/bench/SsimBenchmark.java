package dev.visor.bench;

import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** SSIM, PSNR and the largest change of a batch of faces, as the harness asks for them. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SsimBenchmark {

    @Param({"1", "32"})
    public int batch;

    private Compute compute;
    private List<FaceImage> originals;
    private List<FaceImage> images;

    @Setup
    public void draw() {
        compute = Compute.open("auto");
        List<FaceImage> all = NoiseFaces.of(2 * batch, 112);
        originals = all.subList(0, batch);
        images = all.subList(batch, 2 * batch);
    }

    @Benchmark
    public List<ImageQuality.Value> quality() {
        return ImageQuality.of(compute, originals, images);
    }

    @TearDown
    public void close() {
        compute.close();
    }
}
