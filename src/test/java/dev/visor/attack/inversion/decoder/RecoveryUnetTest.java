package dev.visor.attack.inversion.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.LeakedFaces;
import dev.visor.attack.inversion.SoftFaces;
import dev.visor.attack.inversion.Tasks;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecoveryUnetTest {

    private static final int SIDE = 16;
    private static final List<FaceImage> PRIVATE = SoftFaces.of(8, 1, SIDE, 1);
    private static final List<FaceImage> OWN = SoftFaces.of(60, 2, SIDE, 2);

    /** Colors exchanged, turned dark to bright, and mixed a little; undone by its inverse. */
    private static final float[][] SECRET = {{0, -.9f, .1f}, {.1f, 0, -.9f}, {-.9f, .1f, 0}};

    private static final float[][] GUESS = {{-.9f, 0, .1f}, {0, .9f, 0}, {.1f, 0, .9f}};

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
    void learnsToUndoAMaskingThatItKnowsAndNotOneThatItGuessesWrongly() {
        LeakedFaces leaked = new LeakedFaces(PRIVATE, SECRET, GUESS, 0, 1, false);
        double white = error(run(true, leaked));
        double black = error(run(false, leaked));

        assertThat(white).as("knows").isLessThan(60);
        assertThat(black).as("guesses").isGreaterThan(5 * white);
    }

    @Test
    void equalSeedsGiveEqualFacesAndNothingStaysInMemory() {
        LeakedFaces leaked = new LeakedFaces(PRIVATE, SECRET, GUESS, .1, 1, false);
        int before = compute.manager().getManagedArrays().size();
        RecoveryUnet attack = new RecoveryUnet(new RecoveryUnet.Params(true, 4, 1, 5, 4, 1e-3));
        List<Reconstruction> one = attacked(attack, leaked);
        List<Reconstruction> two = attacked(attack, leaked);

        assertThat(one.get(3).face().pixels()).isEqualTo(two.get(3).face().pixels());
        assertThat(compute.manager().getManagedArrays()).hasSize(before);
    }

    private static List<Reconstruction> run(boolean knowsSecret, LeakedFaces leaked) {
        return attacked(new RecoveryUnet(new RecoveryUnet.Params(knowsSecret, 8, 2, 160, 8, 5e-3)), leaked);
    }

    private static List<Reconstruction> attacked(RecoveryUnet attack, LeakedFaces leaked) {
        Callable<List<Reconstruction>> training =
                () -> attack.run(Tasks.leaked(leaked, OWN, Optional.empty(), compute));
        return compute.sideBySide(2, List.of(training)).get(0);
    }

    private static double error(List<Reconstruction> all) {
        double sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += SoftFaces.error(all.get(i).face(), PRIVATE.get(i)) / all.size();
        }
        return sum;
    }
}
