package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Mmd;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gradients against central differences in double precision. */
class IdentityLossTest {

    private static final double STEP = 1e-4;
    private static final int COORDINATES = 25;

    private Compute compute;
    private NDManager manager;
    private DifferentiableRecognizer surrogate;
    private NDArray originals;
    private NDArray targets;
    private NDArray images;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        manager = compute.manager();
        surrogate = new LinearRecognizer("linear", 1, compute, DataType.FLOAT64);
        originals = faces(2, 1);
        targets = faces(3, 2);
        images = originals.add(faces(2, 3).sub(127.5).mul(.05));
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @ParameterizedTest
    @EnumSource(Distance.class)
    void itsGradientIsThatOfFiniteDifferences(Distance distance) {
        Identities identities = new Identities(List.of(surrogate), originals, targets);

        assertThat(worstError(x -> identities.identityLoss(identities.see(x), 2, distance)))
                .isLessThan(1e-5);
    }

    @Test
    void soIsThatOfAnEnsemble() {
        DifferentiableRecognizer other = new LinearRecognizer("other", 2, compute, DataType.FLOAT64);
        Identities identities = new Identities(List.of(surrogate, other), originals, targets);

        assertThat(worstError(x -> identities.identityLoss(identities.see(x), 0, Distance.SQUARED_L2)))
                .isLessThan(1e-5);
    }

    @Test
    void soIsThatOfTheNaturalnessTerm() {
        Identities identities = new Identities(List.of(surrogate), originals, targets);

        assertThat(worstError(x -> identities
                        .identityLoss(identities.see(x), 0, Distance.SQUARED_L2)
                        .add(Mmd.between(x, originals).mul(3))))
                .isLessThan(1e-5);
    }

    @Test
    void soIsThatOfTheCenterOptGain() {
        Identities identities = new Identities(List.of(surrogate), originals, targets);

        assertThat(worstError(x -> identities
                        .gain(identities.see(x), Gain.SUM, Distance.SQUARED_L2)
                        .sum()))
                .isLessThan(1e-5);
    }

    /** The largest error relative to the largest gradient, over coordinates spread through the batch. */
    private double worstError(Function<NDArray, NDArray> loss) {
        NDArray leaf = Gradients.leaf(images.duplicate());
        double[] gradient = Gradients.of(loss.apply(leaf), leaf, false)
                .toType(DataType.FLOAT64, false)
                .toDoubleArray();
        double scale = 0;
        for (double g : gradient) {
            scale = Math.max(scale, Math.abs(g));
        }
        double[] at = images.toDoubleArray();
        double worst = 0;
        for (int k = 0; k < COORDINATES; k++) {
            int i = k * (at.length / COORDINATES);
            double difference = (value(loss, at, i, STEP) - value(loss, at, i, -STEP)) / (2 * STEP);
            worst = Math.max(worst, Math.abs(difference - gradient[i]) / scale);
        }
        return worst;
    }

    private double value(Function<NDArray, NDArray> loss, double[] at, int i, double step) {
        double[] moved = at.clone();
        moved[i] += step;
        return loss.apply(manager.create(moved, images.getShape())).toDoubleArray()[0];
    }

    private NDArray faces(int count, long seed) {
        return Faces.stack(manager, SyntheticFaces.of(count, seed)).toType(DataType.FLOAT64, false);
    }
}
