package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ProjectedStep.Norm;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a linear recognizer every perturbation must do what it is for; noise of the same size must not. */
class BaselinesTest {

    private static final PerturbationParams SETTINGS =
            new PerturbationParams(12 / 255., 1.5 / 255, 15, Norm.LINF, 1, Distance.SQUARED_L2, Diversity.NONE);

    private static final List<FaceImage> FACES = SyntheticFaces.of(4, 1);
    private static final List<FaceImage> TARGETS = SyntheticFaces.of(3, 2);

    private Compute compute;
    private LinearRecognizer surrogate;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        surrogate = new LinearRecognizer("linear", 1, compute);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void mimLeadsEveryFaceToItsBestTarget() {
        assertThat(towardsTargets(new Mim(SETTINGS))).isGreaterThan(.5);
    }

    @Test
    void mtDimLeadsEveryFaceToATarget() {
        assertThat(towardsTargets(new MtDim(SETTINGS))).isGreaterThan(.5);
    }

    @Test
    void centerOptLeadsEveryFaceTowardsTheTargets() {
        assertThat(towardsTargets(new CenterOpt(SETTINGS))).isGreaterThan(.2);
    }

    @Test
    void tipImGainsNoLessThanAnyOfThem() {
        double tipIm = towardsTargets(new TipIm(new TipIm.Params(
                12 / 255.,
                1.5 / 255,
                15,
                Norm.LINF,
                1,
                Distance.SQUARED_L2,
                Distance.SQUARED_L2,
                Gain.MAX,
                0,
                1,
                Diversity.NONE)));

        assertThat(tipIm)
                .isGreaterThanOrEqualTo(towardsTargets(new MtDim(SETTINGS)) - .02)
                .isGreaterThanOrEqualTo(towardsTargets(new CenterOpt(SETTINGS)) - .02);
    }

    /** The least similarity to a nearest target, over the faces. */
    private double towardsTargets(Defense defense) {
        List<RandomGenerator> randoms = FACES.stream()
                .map(face -> new Seed(1).derive(face.digest().hex()).generator())
                .toList();
        List<FaceImage> protectedOne = defense.protect(
                FACES, new DefenseContext(new Surrogates(List.of(surrogate), compute), TARGETS, randoms));
        return protectedOne.stream()
                .mapToDouble(face -> TARGETS.stream()
                        .mapToDouble(target -> surrogate
                                .embed(List.of(face))
                                .get(0)
                                .similarity(surrogate.embed(List.of(target)).get(0)))
                        .max()
                        .orElseThrow())
                .min()
                .orElseThrow();
    }
}
