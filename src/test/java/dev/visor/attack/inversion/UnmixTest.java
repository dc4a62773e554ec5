package dev.visor.attack.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.leak.InverseTransformBaseline;
import dev.visor.attack.inversion.unmix.UnmixAverage;
import dev.visor.attack.inversion.unmix.UnmixCluster;
import dev.visor.attack.inversion.unmix.UnmixReplay;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnmixTest {

    private static final int SIDE = 16;
    private static final List<FaceImage> PRIVATE = SoftFaces.of(10, 3, SIDE, 1);
    private static final List<FaceImage> OWN = SoftFaces.of(20, 2, SIDE, 2);

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void whoKnowsTheGeneratorSolvesForThePhotosThemselves() {
        List<Reconstruction> all = run(new UnmixReplay(new UnmixReplay.Params(3, 1)), LeakedFaces.mixed(PRIVATE, 4));

        for (int i = 0; i < PRIVATE.size(); i++) {
            assertThat(all.get(i).photo()).hasValue(i);
            assertThat(all.get(i).face().pixels()).isEqualTo(PRIVATE.get(i).pixels());
        }
    }

    @Test
    void flippedSignsAreSolvedForByMagnitudes() {
        LeakedData leaked = new LeakedFaces(PRIVATE, LeakedFaces.PLAIN, LeakedFaces.PLAIN, 0, 2, true);

        double solved = error(run(new UnmixReplay(new UnmixReplay.Params(8, 30)), leaked));

        assertThat(solved).isLessThan(.9 * error(leaked));
    }

    @Test
    void signsThatAreFlippedDoNotAverageOutOfTheMagnitudes() {
        LeakedData leaked = new LeakedFaces(PRIVATE, LeakedFaces.PLAIN, LeakedFaces.PLAIN, 0, 2, true);

        double averaged = error(run(new UnmixAverage(new UnmixAverage.Params(16)), leaked));

        assertThat(averaged).isLessThan(.3 * error(leaked)).isLessThan(error(gray()));
    }

    private static List<Reconstruction> gray() {
        float[] pixels = new float[3 * SIDE * SIDE];
        Arrays.fill(pixels, 127.5f);
        return IntStream.range(0, PRIVATE.size())
                .mapToObj(i -> Reconstruction.of(i, i, new FaceImage(SIDE, SIDE, pixels)))
                .toList();
    }

    @Test
    void averagingDrawsLeavesThatFractionOfTheNoisesVariance() {
        LeakedData leaked = LeakedFaces.noisy(PRIVATE, .05);
        double one = error(run(new UnmixAverage(new UnmixAverage.Params(1)), leaked));
        double eight = error(run(new UnmixAverage(new UnmixAverage.Params(8)), leaked));

        double rounding = 1 / 12.;
        assertThat((one - rounding) / (eight - rounding)).isCloseTo(8, within(.4));
    }

    @Test
    void averagingEpochsComesCloserThanARowOfOneAndCloserWithMoreOfThem() {
        LeakedData leaked = LeakedFaces.mixed(PRIVATE, 4);
        double four = error(run(new UnmixAverage(new UnmixAverage.Params(4)), leaked));
        double many = error(run(new UnmixAverage(new UnmixAverage.Params(64)), leaked));

        assertThat(four).isLessThan(error(leaked));
        assertThat(many).isLessThan(.25 * four);
    }

    @Test
    void clustersOfRowsGiveAwayWhomTheyShare() {
        List<FaceImage> noise = SyntheticFaces.of(30, 1, SIDE);
        LeakedData leaked = LeakedFaces.mixed(noise, 3);
        List<Reconstruction> found = run(new UnmixCluster(new UnmixCluster.Params(8, 4, 8)), leaked);

        assertThat(error(found, noise)).isLessThan(.15 * error(pictures(leaked), noise));
    }

    @Test
    void whereNothingIsMixedOrDrawnThePictureOfWhatLeakedIsGiven() {
        LeakedData leaked = LeakedFaces.noisy(PRIVATE, 0);
        for (InversionAttack attack : List.of(
                new UnmixReplay(new UnmixReplay.Params(3, 1)),
                new UnmixAverage(new UnmixAverage.Params(3)),
                new UnmixCluster(new UnmixCluster.Params(3, 4, 2)))) {
            assertThat(error(run(attack, leaked))).isZero();
        }
    }

    @Test
    void aLookSeesTheMixedRowThatWasLearnedFromAndThePhotoOnlyWhereNothingIsMixed() {
        LeakedData mixed = LeakedFaces.mixed(PRIVATE, 4);
        List<Reconstruction> rows = pictures(mixed);

        List<Reconstruction> seen = run(new InverseTransformBaseline(), mixed);

        for (int i = 0; i < PRIVATE.size(); i++) {
            assertThat(seen.get(i).photo()).hasValue(i);
            assertThat(SoftFaces.error(seen.get(i).face(), rows.get(i).face())).isLessThan(.1);
        }
        assertThat(error(seen)).isPositive();
        assertThat(error(run(new InverseTransformBaseline(), LeakedFaces.noisy(PRIVATE, 0))))
                .isZero();
    }

    @Test
    void nothingOfAnAttackStaysInMemory() {
        int before = compute.manager().getManagedArrays().size();
        run(new InverseTransformBaseline(), LeakedFaces.mixed(PRIVATE, 3));
        run(new UnmixReplay(new UnmixReplay.Params(2, 1)), LeakedFaces.mixed(PRIVATE, 3));
        run(new UnmixCluster(new UnmixCluster.Params(2, 3, 2)), LeakedFaces.mixed(PRIVATE, 3));

        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    private static List<Reconstruction> run(InversionAttack attack, LeakedData leaked) {
        return attack.run(Tasks.leaked(leaked, OWN, Optional.empty(), compute));
    }

    /** The first epoch's rows, taken for their own photos. */
    private static List<Reconstruction> pictures(LeakedData leaked) {
        try (NDManager scope = compute.manager().newSubManager()) {
            List<FaceImage> rows =
                    Faces.unstack(leaked.visualize(leaked.training(0, scope).inputs()));
            return IntStream.range(0, rows.size())
                    .mapToObj(i -> Reconstruction.of(i, i, rows.get(i)))
                    .toList();
        }
    }

    private static double error(LeakedData leaked) {
        return error(pictures(leaked));
    }

    private static double error(List<Reconstruction> all) {
        return error(all, PRIVATE);
    }

    private static double error(List<Reconstruction> all, List<FaceImage> truth) {
        double sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += SoftFaces.error(all.get(i).face(), truth.get(i)) / all.size();
        }
        return sum;
    }
}
