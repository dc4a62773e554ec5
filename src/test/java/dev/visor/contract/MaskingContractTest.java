package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.jni.JniUtils;
import dev.visor.catalog.Catalog;
import dev.visor.core.Seed;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.Masking;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Reclaimed;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every masking defense of {@code defenses/} says of itself. Attacks average where it draws anew at every query, and only there: one that
 * kept quiet about it would be attacked too weakly, one that boasted would be asked in vain.
 */
class MaskingContractTest {

    private static final int SIDE = 32;

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    static Stream<Entry<Defense>> maskings() {
        return new Catalog(Home.PATH).defenses().stream().filter(entry -> entry.plugin() instanceof MaskingDefense);
    }

    @ParameterizedTest
    @MethodSource("maskings")
    void theSamePhotoIsShownAnewExactlyWhereItDraws(Entry<Defense> entry) {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(entry)) {
            // As a recognizer draws, from one query to the next.
            RandomGenerator random = new Seed(1).generator();

            List<float[]> first = show(masking, scope, random);
            List<float[]> second = show(masking, scope, random);
            List<float[]> elsewhere = show(masking, scope, new Seed(2).generator());

            for (int i = 0; i < first.size(); i++) {
                assertThat(!Arrays.equals(first.get(i), second.get(i)))
                        .as("photo %d is shown anew", i)
                        .isEqualTo(masking.isRandomized());
                assertThat(!Arrays.equals(first.get(i), elsewhere.get(i)))
                        .as("photo %d is shown anew by another generator", i)
                        .isEqualTo(masking.isRandomized());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("maskings")
    void equalDrawsShowTheSame(Entry<Defense> entry) {
        try (NDManager scope = compute.manager().newSubManager();
                Masking masking = masking(entry);
                Masking again = masking(entry)) {
            List<float[]> first = show(masking, scope, new Seed(3).generator());
            List<float[]> second = show(again, scope, new Seed(3).generator());

            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i)).isEqualTo(first.get(i));
            }
        }
    }

    /** A graph that holds a number of Java's would have another slope, or none, as soon as that memory is somebody else's. */
    @Test
    void theSlopesOfWhatIsShownOutliveAGarbageCollection() {
        List<Entry<Defense>> entries = maskings().toList();
        List<Masking> maskings =
                entries.stream().map(MaskingContractTest::masking).toList();
        boolean recording = JniUtils.isGradMode();
        try (NDManager scope = compute.manager().newSubManager()) {
            List<float[]> slopes = maskings.stream()
                    .map(masking -> Graph.of(masking, scope).slope())
                    .toList();
            List<Graph> graphs =
                    maskings.stream().map(masking -> Graph.of(masking, scope)).toList();
            // Once for all: it takes longer than the graphs do.
            Reclaimed.memory();

            for (int i = 0; i < entries.size(); i++) {
                assertThat(graphs.get(i).slope())
                        .as(entries.get(i).id())
                        .isEqualTo(slopes.get(i))
                        .doesNotContain(Float.NaN);
            }
        } finally {
            JniUtils.setGradMode(recording);
            maskings.forEach(Masking::close);
        }
    }

    /** What a masking shows of two faces, summed up, before anybody asks for its slope. */
    private record Graph(NDArray faces, NDArray loss) {

        static Graph of(Masking masking, NDManager scope) {
            NDArray faces = Gradients.leaf(Faces.stack(scope, SyntheticFaces.of(2, 1, SIDE)));
            return new Graph(
                    faces,
                    masking.maskForQuery(faces, new Seed(4).generator())
                            .square()
                            .sum());
        }

        float[] slope() {
            return Gradients.of(loss, faces, false).toFloatArray();
        }
    }

    /** What a training stores must be finite, from its start: whatever is not would be taken for a training that has diverged. */
    @ParameterizedTest
    @MethodSource("maskings")
    void itsStateIsFiniteFromTheStart(Entry<Defense> entry) {
        try (Masking masking = masking(entry)) {
            for (NDArray array : masking.state()) {
                assertThat(array.toType(DataType.FLOAT32, true).toFloatArray())
                        .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            }
        }
    }

    /** So that neither answer of the first test is one that every defense gives. */
    @Test
    void someDrawAndSomeDoNot() {
        List<Boolean> draws = maskings()
                .map(entry -> {
                    try (Masking masking = masking(entry)) {
                        return masking.isRandomized();
                    }
                })
                .toList();

        assertThat(draws).contains(true, false);
    }

    /** In memory of its own, as runs have it. */
    private static Masking masking(Entry<Defense> entry) {
        return ((MaskingDefense) entry.plugin()).masking(compute, SIDE, new Seed(5));
    }

    private static List<float[]> show(Masking masking, NDManager scope, RandomGenerator random) {
        NDArray faces = Faces.stack(scope, SyntheticFaces.of(2, 1, SIDE));
        NDArray shown = masking.maskForQuery(faces, random);
        return List.of(shown.get(0).toFloatArray(), shown.get(1).toFloatArray());
    }
}
