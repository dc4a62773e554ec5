package dev.visor.attack.inversion.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.LinearTarget;
import dev.visor.attack.inversion.Waves;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BrepMiTest {

    private static final int PEOPLE = 4;
    private static final List<FaceImage> PUBLIC = Waves.faces(60, 8, 1);
    private static final BrepMi.Params PARAMS = new BrepMi.Params(200, 340, 16, .5, 1.3, 2, 6, 20);

    private static Compute compute;
    private static byte[] prior;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
        prior = Waves.learn(new BrepMi(PARAMS).prior().orElseThrow(), PUBLIC, compute, new Seed(1));
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void labelsAloneLeadToFacesThatTheTargetIsSurerOfThanOfThoseItBeganWith() {
        // The target refuses to tell anything but labels.
        LinearTarget target = new LinearTarget(AttackerAccess.LABEL_ONLY, Waves.SIDE, Waves.templates(PEOPLE, 1));

        List<Reconstruction> applied = run(target, PARAMS);
        List<Reconstruction> begun = run(
                new LinearTarget(AttackerAccess.LABEL_ONLY, Waves.SIDE, Waves.templates(PEOPLE, 1)),
                new BrepMi.Params(200, 1, 16, .5, 1.3, 2, 6, 20));

        assertThat(applied).hasSize(2 * PEOPLE);
        double gained = 0;
        for (int i = 0; i < applied.size(); i++) {
            assertThat(applied.get(i).person()).isEqualTo(i / 2);
            double before = logProbability(target, begun.get(i));
            double after = logProbability(target, applied.get(i));
            assertThat(Math.exp(after)).as("is taken for the person").isGreaterThan(.5);
            gained += (after - before) / applied.size();
        }
        assertThat(gained).isGreaterThan(.1);
        assertThat(target.scored()).isZero();
        assertThat(target.labelled()).isBetween(1000, 200 + 340 * 2 * PEOPLE);
    }

    @Test
    void aPersonForWhomNothingIsTakenGetsARandomFace() {
        float[][] templates = Waves.templates(PEOPLE, 1);
        float[][] two = {templates[0], templates[0]};
        LinearTarget target = new LinearTarget(AttackerAccess.LABEL_ONLY, Waves.SIDE, two);

        List<Reconstruction> found = run(target, PARAMS);

        assertThat(found).as("the first of two equals is always named").hasSize(4);
        assertThat(found.get(2).face().pixels())
                .isNotEqualTo(found.get(3).face().pixels());
    }

    @Test
    void oneWalksAwayFromTheBoundaryAndTheSphereGrowsAndShrinks() {
        BoundaryPoint repelled = new BoundaryPoint(7, new float[] {.1f, 0}, true, 1, 2);
        List<float[]> directions =
                List.of(new float[] {1, 0}, new float[] {-1, 0}, new float[] {0, 1}, new float[] {0, -1});

        // Person 7 is wherever the first number is positive.
        int[] labels = directions.stream()
                .mapToInt(direction -> repelled.at(direction)[0] > 0 ? 7 : 3)
                .toArray();
        float[] next = repelled.awayFromBoundary(directions, labels);
        assertThat(labels).containsExactly(7, 3, 7, 7);
        assertThat(next[0]).isEqualTo(.1f + 1 / 3f, within(1e-6f));
        assertThat(next[1]).isEqualTo(0, within(1e-6f));
        assertThat(repelled.radius()).isEqualTo(1);

        repelled.move(next, 3);
        assertThat(repelled.latent()).containsExactly(.1f, 0);
        repelled.move(next, 7);
        assertThat(repelled.latent()).isEqualTo(next);

        repelled.awayFromBoundary(directions, IntStream.of(7, 7, 7, 7).toArray());
        assertThat(repelled.radius()).isEqualTo(2);
        repelled.awayFromBoundary(directions, IntStream.of(1, 2, 3, 4).toArray());
        assertThat(repelled.radius()).isEqualTo(1);
    }

    @Test
    void itSharesThePriorOfGmi() {
        assertThat(new BrepMi(PARAMS).prior().orElseThrow().key())
                .isEqualTo(new Gmi(new Gmi.Params(1, 1, 1, 1, 0, 1, 1, 6, 20))
                        .prior()
                        .orElseThrow()
                        .key());
    }

    private static List<Reconstruction> run(LinearTarget target, BrepMi.Params params) {
        return new BrepMi(params).run(Waves.task(target, 2, PUBLIC, Optional.of(prior), 1, compute));
    }

    private static double logProbability(LinearTarget target, Reconstruction one) {
        try (NDManager scope = compute.manager().newSubManager()) {
            return target.judged(Faces.stack(scope, List.of(one.face()))).toFloatArray()[one.person()];
        }
    }
}
