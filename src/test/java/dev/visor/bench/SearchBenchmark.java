package dev.visor.bench;

import dev.visor.attack.zoo.Search;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.Warmup;

/** One probe against a gallery: all similarities and three ranks. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SearchBenchmark {

    private static final int DIMENSION = 512;

    @Param({"1000", "13000"})
    public int gallery;

    private Search search;
    private Embedding probe;

    @Setup
    public void enroll() {
        RandomGenerator random = new SplittableRandom(5);
        List<Search.Entry> entries = IntStream.range(0, gallery)
                .mapToObj(i -> new Search.Entry(
                        new PhotoId("photo-" + i), new SubjectId("person-" + i % 500), embedding(random)))
                .toList();
        search = new Search(entries, Set.of(new SubjectId("person-1")));
        probe = embedding(random);
    }

    @Benchmark
    public Optional<Search.Answer> identify() {
        return search.of(probe, new SubjectId("person-0"));
    }

    private static Embedding embedding(RandomGenerator random) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.normalized(values);
    }
}
