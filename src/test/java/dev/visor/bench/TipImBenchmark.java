package dev.visor.bench;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.defense.perturbation.Distance;
import dev.visor.defense.perturbation.Diversity;
import dev.visor.defense.perturbation.Gain;
import dev.visor.defense.perturbation.TipIm;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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

/**
 * One insertion of TIP-IM on a batch, ten targets: with {@code linear}, what the defense itself costs; with a real recognizer
 * ({@code -p recognizer=edgeface_xxs}, VISOR_ASSETS set), what its passes add.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TipImBenchmark {

    private static final int TARGETS = 10;

    @Param("linear")
    public String recognizer;

    @Param({"1", "8"})
    public int batch;

    private final TipIm step = new TipIm(new TipIm.Params(
            12 / 255.,
            1.5 / 255,
            1,
            Norm.LINF,
            1,
            Distance.SQUARED_L2,
            Distance.SQUARED_L2,
            Gain.MAX,
            0,
            1,
            Diversity.NONE));

    private Compute compute;
    private DifferentiableRecognizer surrogate;
    private List<FaceImage> faces;
    private List<FaceImage> targets;
    private List<RandomGenerator> randoms;

    @Setup
    public void load() {
        compute = Compute.open("auto");
        surrogate = Recognizers.named(recognizer, compute);
        List<FaceImage> all =
                NoiseFaces.of(batch + TARGETS, surrogate.card().crop().side());
        faces = all.subList(0, batch);
        targets = all.subList(batch, all.size());
        randoms = faces.stream()
                .<RandomGenerator>map(face -> new SplittableRandom(1))
                .toList();
    }

    @Benchmark
    public List<FaceImage> insertion() {
        Surrogates surrogates = new Surrogates(List.of(surrogate), compute);
        return step.protect(faces, new DefenseContext(surrogates, targets, randoms));
    }

    @TearDown
    public void close() {
        surrogate.close();
        compute.close();
    }
}
