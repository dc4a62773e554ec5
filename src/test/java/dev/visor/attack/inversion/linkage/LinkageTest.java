package dev.visor.attack.inversion.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.Prior;
import dev.visor.attack.inversion.LeakedFaces;
import dev.visor.attack.inversion.SoftFaces;
import dev.visor.attack.inversion.Tasks;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.Enlargement;
import dev.visor.core.Embedding;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkageTest {

    /** Half of what the teacher looks at, so that faces have to be enlarged for it. */
    private static final int SIDE = LinearRecognizer.SIDE / 2;

    private static final int PEOPLE = 20;
    private static final List<FaceImage> PRIVATE = SoftFaces.of(PEOPLE, 1, SIDE, 1);
    private static final List<FaceImage> OWN = SoftFaces.of(100, 2, SIDE, 2);
    private static final float[][] SECRET = {{0, -.9f, .1f}, {.1f, 0, -.9f}, {-.9f, .1f, 0}};

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
    void aStudentLinksPeopleWhomTheTeacherDoesNotRecognizeBehindTheMasking() {
        try (LinearRecognizer teacher = new LinearRecognizer("teacher", 3, compute)) {
            for (Linkage.Student student : Linkage.Student.values()) {
                Linkage attack = new Linkage(new Linkage.Params(student, true, 8, 30, 90, 8, 5e-3, 200));

                assertThat(found(link(attack, teacher), teacher))
                        .as("%s", student)
                        .isGreaterThan(PEOPLE / 4);
            }
            assertThat(found(unlearned(teacher), teacher))
                    .as("by the teacher alone")
                    .isLessThan(PEOPLE / 4);
        }
    }

    @Test
    void theTeacherLooksOnceAtAsManyPhotosAsItMayAndItsWordIsKeptToTheBit() {
        try (LinearRecognizer teacher = new LinearRecognizer("teacher", 3, compute);
                NDManager scope = compute.manager().newSubManager()) {
            Linkage attack = new Linkage(new Linkage.Params(Linkage.Student.SMALL, true, 8, 0, 1, 8, 5e-3, 50));

            NDArray kept = TeacherEmbeddings.decode(
                    taught(attack, teacher), teacher.card().dimension(), scope);

            // Every fourth of 200: a person's lie side by side.
            assertThat(kept.getShape()).isEqualTo(new Shape(50, teacher.card().dimension()));
            List<FaceImage> every4th =
                    IntStream.range(0, 50).mapToObj(i -> OWN.get(4 * i)).toList();
            for (int from = 0; from < 50; from += LeakedDataSupport.AT_ONCE) {
                List<FaceImage> few = every4th.subList(from, Math.min(50, from + LeakedDataSupport.AT_ONCE));
                NDArray seen = teacher.embed(Enlargement.to(LinearRecognizer.SIDE, Faces.stack(scope, few)));
                assertThat(kept.get("{}:{}", from, from + few.size()).toFloatArray())
                        .isEqualTo(seen.toFloatArray());
            }
        }
    }

    @Test
    void nothingOfAnAttackStaysInMemory() {
        try (LinearRecognizer teacher = new LinearRecognizer("teacher", 3, compute)) {
            int before = compute.manager().getManagedArrays().size();
            link(new Linkage(new Linkage.Params(Linkage.Student.ADAPTER, false, 4, 2, 2, 4, 1e-3, 20)), teacher);
            link(new Linkage(new Linkage.Params(Linkage.Student.SMALL, false, 4, 0, 2, 4, 1e-3, 20)), teacher);

            assertThat(compute.manager().getManagedArrays()).hasSize(before);
        }
    }

    @Test
    void enlargingPutsPixelsWhereTheirAreasAre() {
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray two = scope.create(new float[] {0, 4, 8, 12}, new Shape(1, 1, 2, 2));

            assertThat(Enlargement.to(4, two).toFloatArray())
                    .containsExactly(new float[] {0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12}, within(1e-5f));
        }
    }

    private static List<Embedding> link(Linkage attack, LinearRecognizer teacher) {
        LeakedFaces leaked = new LeakedFaces(PRIVATE, SECRET, LeakedFaces.PLAIN, 0, 1, false);
        Callable<List<Embedding>> training = () -> attack.link(
                Tasks.leaked(leaked, OWN, Optional.of(teacher), Optional.of(taught(attack, teacher)), compute));
        return compute.sideBySide(2, List.of(training)).get(0);
    }

    private static byte[] taught(Linkage attack, LinearRecognizer teacher) {
        return attack.prior()
                .orElseThrow()
                .learn(new Prior.Study(OWN, Optional.of(teacher), 1, compute, new Seed(1), line -> {}));
    }

    private static List<Embedding> unlearned(LinearRecognizer teacher) {
        LeakedFaces leaked = new LeakedFaces(PRIVATE, SECRET, LeakedFaces.PLAIN, 0, 1, false);
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray masked = leaked.mask(Faces.stack(scope, PRIVATE), true, new java.util.SplittableRandom(1));
            return teacher.embed(Faces.unstack(Enlargement.to(LinearRecognizer.SIDE, leaked.visualize(masked))));
        }
    }

    /** How many embeddings are nearest to that of their own face. */
    private static int found(List<Embedding> linked, LinearRecognizer teacher) {
        List<Embedding> clean;
        try (NDManager scope = compute.manager().newSubManager()) {
            clean = teacher.embed(Faces.unstack(Enlargement.to(LinearRecognizer.SIDE, Faces.stack(scope, PRIVATE))));
        }
        int found = 0;
        for (int i = 0; i < PEOPLE; i++) {
            int best = 0;
            for (int j = 1; j < PEOPLE; j++) {
                best = linked.get(i).similarity(clean.get(j)) > linked.get(i).similarity(clean.get(best)) ? j : best;
            }
            found += best == i ? 1 : 0;
        }
        return found;
    }
}
