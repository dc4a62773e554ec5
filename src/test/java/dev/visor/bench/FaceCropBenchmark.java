package dev.visor.bench;

import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.recognizer.FaceCropper;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Fitting and cutting one face, as every photo of a run is cut. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FaceCropBenchmark {

    private static final int SIDE = 250;

    private final Landmarks landmarks = new Landmarks(
            new Point(105, 115), new Point(148, 114), new Point(119, 137), new Point(106, 160), new Point(146, 161));

    private final Photo photo = noise();

    @Benchmark
    public FaceImage arcface112() {
        return FaceCropper.crop(photo, landmarks, Crop.ARCFACE112);
    }

    @Benchmark
    public FaceImage dlib150() {
        return FaceCropper.crop(photo, landmarks, Crop.DLIB150);
    }

    private static Photo noise() {
        byte[] rgb = new byte[SIDE * SIDE * 3];
        new SplittableRandom(3).nextBytes(rgb);
        return new Photo(SIDE, SIDE, rgb);
    }
}
