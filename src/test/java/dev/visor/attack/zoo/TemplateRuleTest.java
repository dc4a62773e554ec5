package dev.visor.attack.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Acquired;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Template;
import dev.visor.dataset.Template.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplateRuleTest {

    private static final Map<String, float[]> SEEN =
            Map.of("picture", new float[] {1, 0}, "frame 1", new float[] {0, 1}, "frame 2", new float[] {.6f, .8f});

    /**
     * By hand: .5 (1, 0) + (.8 (0, 1) + .4 (.6, .8)) / 2 = (.62, .56), of length .83546. NumPy says the same of
     * {@code x = np.array([[1, 0], [0, 1], [.6, .8]]) * [[.5], [.8], [.4]]; t = x[0] + x[1:].mean(0); t / np.linalg.norm(t)}.
     */
    @Test
    void framesOfOneFilmCountAsOnePictureAndScoresAsWeights() {
        Acquired.Embedded embedded = (Acquired.Embedded) TemplateRule.of(
                template(member("picture", 1, .5), member("frame 1", 2, .8), member("frame 2", 2, .4)),
                TemplateRuleTest::seen);

        assertThat((double) embedded.embedding().values()[0]).isCloseTo(.742103, within(1e-5));
        assertThat((double) embedded.embedding().values()[1]).isCloseTo(.670286, within(1e-5));
    }

    @Test
    void aPhotoWithoutAFaceIsLeftOutAndATemplateOfSuchHasNone() {
        assertThat(TemplateRule.of(template(member("picture", 1, .5), member("lost", 2, 1)), TemplateRuleTest::seen))
                .isInstanceOfSatisfying(
                        Acquired.Embedded.class,
                        seen -> assertThat(seen.embedding().values()).containsExactly(1, 0));
        assertThat(TemplateRule.of(template(member("lost", 2, 1)), TemplateRuleTest::seen))
                .isEqualTo(new Acquired.Missed(Acquired.Reason.NO_FACE));
    }

    private static Acquired seen(FacePhoto photo) {
        float[] values = SEEN.get(photo.id().value());
        return values == null
                ? new Acquired.Missed(Acquired.Reason.NO_FACE)
                : new Acquired.Embedded(new Embedding(values));
    }

    private static Template template(Member... members) {
        return new Template(new PhotoId("template-1"), new SubjectId("unnamed-0"), List.of(members));
    }

    private static Member member(String name, int medium, double weight) {
        return new Member(
                new FacePhoto(new PhotoId(name), new SubjectId("unnamed-0"), Path.of(name), Optional.empty()),
                medium,
                weight);
    }
}
