package dev.visor.harness.single;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.harness.single.ProtectedPhoto.Verdict;
import dev.visor.stats.Calibration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectedPhotosTest {

    private static final Threshold AT_HALF = Calibration.atFarOfFew(new Far(.5), new double[] {.5, .6});
    private static final Path PHOTO = Path.of("a.jpg");
    private static final Path COPY = Path.of("a-protected.png");

    @Test
    void aCopyInWhichTheSurrogateFindsNobodyIsProtectedWhateverOthersFind() {
        ProtectedPhotos photos =
                new ProtectedPhotos(List.of(measured(says("mine", true, .9, .1), says("other", false, .9, .8))));

        assertThat(photos.photos().get(0).verdict()).isEqualTo(Verdict.PROTECTED);
        assertThat(photos.allProtected()).isTrue();
        assertThat(photos.summary())
                .containsExactly(
                        "of 1 photo: 1 protected",
                        "other, which they were not protected against, still finds the person in 1 of the 1 protected");
    }

    @Test
    void everyRecognizerThatDecidesMustFindNobody() {
        ProtectedPhoto photo = measured(says("one", true, .9, .1), says("two", true, .9, .7));

        assertThat(photo.verdict()).isEqualTo(Verdict.NOT_PROTECTED);
        assertThat(photo.reason()).isEqualTo("a.jpg: not protected: two still finds the person in a-protected.png");
    }

    @Test
    void whoDoesNotKnowTheOriginalSaysNothingOfTheCopy() {
        assertThat(measured(says("mine", true, .3, .1)).verdict()).isEqualTo(Verdict.UNMEASURED);
    }

    @Test
    void countsEveryVerdict() {
        ProtectedPhotos photos = new ProtectedPhotos(List.of(
                measured(says("mine", true, .9, .9)),
                ProtectedPhoto.unmeasured(PHOTO, COPY, "the copy cannot be read back"),
                ProtectedPhoto.none(PHOTO, "a.jpg: no face")));

        assertThat(photos.summary())
                .containsExactly("of 3 photos: 0 protected, 1 not protected, 1 unmeasured, 1 no copy");
        assertThat(photos.reasons()).hasSize(3);
        assertThat(photos.copies()).containsExactly(COPY, COPY);
        assertThat(photos.allProtected()).isFalse();
    }

    private static ProtectedPhoto measured(Resemblance... resemblances) {
        return ProtectedPhoto.measured(PHOTO, COPY, List.of(resemblances));
    }

    private static Resemblance says(String recognizer, boolean decides, double before, double after) {
        return new Resemblance(recognizer, decides, before, after, AT_HALF);
    }
}
