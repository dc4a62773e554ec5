package dev.visor.harness.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    /** Two photos of Ann: the two nearest of each query count. */
    private static final List<Answers.Seen> GALLERY =
            List.of(at("ann", 1, 0), at("ann", 2, 40), at("bob", 3, 30), at("eve", 4, 90), at("eve", 5, 100));

    @Test
    void looksAmongAsManyNearestPhotosAsThereAreOfThePerson() {
        Answers answers = Answers.of("r", List.of(at("ann", 9, 5), at("ann", 8, 38), at("bob", 7, 5)), GALLERY);

        assertThat(answers.recall()).containsExactly(.5, .5, 0);
        assertThat(answers.misses()).containsExactly(.5, .5, 1);
        assertThat(answers.meanRecall()).isCloseTo(1 / 3., within(1e-12));
    }

    /** 5 degrees: Ann, then Bob. 33 degrees: Bob, then Ann. */
    @Test
    void failsWhereTheFirstSeenOfEquallyManyIsSomebodyElse() {
        Answers answers = Answers.of("r", List.of(at("ann", 9, 5), at("ann", 8, 33), at("eve", 7, 95)), GALLERY);

        assertThat(answers.failed()).containsExactly(false, true, false);
        assertThat(answers.failures()).isEqualTo(1);
    }

    @Test
    void letsTheMajorityDecideBeforeTheFirst() {
        assertThat(Answers.majority(List.of(new SubjectId("bob"), new SubjectId("ann"), new SubjectId("ann"))))
                .isEqualTo(new SubjectId("ann"));
        assertThat(Answers.majority(List.of(
                        new SubjectId("bob"), new SubjectId("ann"), new SubjectId("ann"), new SubjectId("bob"))))
                .isEqualTo(new SubjectId("bob"));
    }

    private static Answers.Seen at(String subject, int photo, double degrees) {
        double angle = Math.toRadians(degrees);
        return new Answers.Seen(new PhotoId("photo-" + photo), new SubjectId(subject), new Embedding(new float[] {
            (float) Math.cos(angle), (float) Math.sin(angle)
        }));
    }
}
